"""Tests of the screen "Gửi · Nhận"."""
