CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE "admin_unit" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "code" TEXT,
   "name" TEXT,
   "level" TEXT,
   "parent_code" TEXT,
   "province_name" TEXT,
   "valid_from" TEXT,
   "valid_until" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "appraisal" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "set_id" TEXT,
   "period" TEXT,
   "code" TEXT,
   "outcome" TEXT,
   "body" TEXT,
   "document_number" TEXT,
   "document_on" TEXT,
   "remark" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "asset" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "name" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "quantity" TEXT,
   "measure_unit" TEXT,
   "amount" INTEGER,
   "acquired_on" TEXT,
   "place" TEXT,
   "purpose" TEXT,
   "source" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "attendee" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "place" INTEGER,
   "name" TEXT,
   "attendance" TEXT,
   "person" TEXT,
   "role" TEXT,
   "is_group" INTEGER,
   "headcount_expected" INTEGER,
   "headcount_present" INTEGER,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "check_override" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "set_id" TEXT,
   "rule" TEXT,
   "indicators" TEXT,
   "reason" TEXT,
   "fingerprint" TEXT,
   "accepted_on" TEXT,
   "accepted_by" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "conclusion" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "place" INTEGER,
   "text" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "contribution" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "kind" TEXT,
   "purpose" TEXT,
   "word" TEXT,
   "quantity" TEXT,
   "measure_unit" TEXT,
   "unit_price" INTEGER,
   "amount" INTEGER,
   "households" INTEGER,
   "village" TEXT,
   "villages" TEXT,
   "given_on" TEXT,
   "plan_year" INTEGER,
   "work" TEXT,
   "component" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "dossier_paper" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "set_id" TEXT,
   "period" TEXT,
   "paper" TEXT,
   "state" TEXT,
   "number" TEXT,
   "dated_on" TEXT,
   "name" TEXT,
   "place" INTEGER,
   "left_out" INTEGER,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "dossier_state" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "set_id" TEXT,
   "criterion" TEXT,
   "state" TEXT,
   "number" TEXT,
   "dated_on" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "evidence" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "name" TEXT,
   "file_name" TEXT,
   "kind" TEXT,
   "size" INTEGER,
   "sha256" TEXT,
   "stage" TEXT,
   "note" TEXT,
   "link_entity" TEXT,
   "link_key" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "figure" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "measure" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "as_of" TEXT,
   "word" TEXT,
   "actual" TEXT,
   "whole" TEXT,
   "actual_text" TEXT,
   "previous" TEXT,
   "previous_kind" TEXT,
   "planned" TEXT,
   "reported_rate" TEXT,
   "source" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "figure_plan" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "measure" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "level" TEXT,
   "document" TEXT,
   "document_text" TEXT,
   "matter" TEXT,
   "operator" TEXT,
   "value" TEXT,
   "plan_text" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "figure_rate" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "measure" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "kind" TEXT,
   "level" TEXT,
   "compared_with" TEXT,
   "value" TEXT,
   "quote" TEXT,
   "source" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "followed_set" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "set_id" TEXT,
   "commune_group" TEXT,
   "place" INTEGER,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "household_support" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "kind" TEXT,
   "purpose" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "given_on" TEXT,
   "village" TEXT,
   "households" INTEGER,
   "quantity" TEXT,
   "measure_unit" TEXT,
   "word" TEXT,
   "amount" INTEGER,
   "funding" TEXT,
   "source" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE "indicator_value" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "set_id" TEXT,
   "indicator" TEXT,
   "value" TEXT,
   "numerator" TEXT,
   "denominator" TEXT,
   "sub_value" TEXT,
   "male" TEXT,
   "female" TEXT,
   "word" TEXT,
   "not_applicable" INTEGER,
   "declared" TEXT,
   "reason" TEXT,
   "planned_value" TEXT,
   "planned_word" TEXT,
   "planned_outcome" TEXT,
   "planned_male" TEXT,
   "planned_female" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "issued_report" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "number" TEXT,
   "signed_on" TEXT,
   "title" TEXT,
   "report" TEXT,
   "request" TEXT,
   "period" TEXT,
   "set_id" TEXT,
   "draft_name" TEXT,
   "draft_sha256" TEXT,
   "snapshot" TEXT,
   "snapshot_sha256" TEXT,
   "marks" TEXT,
   "edited" TEXT,
   "reason" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "measure" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "name" TEXT,
   "measure_unit" TEXT,
   "direction" TEXT,
   "decimals" INTEGER,
   "topic" TEXT,
   "place" INTEGER,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "meeting" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "title" TEXT,
   "kind" TEXT,
   "held_on" TEXT,
   "session" TEXT,
   "place" TEXT,
   "started_at" TEXT,
   "ended_at" TEXT,
   "organiser" TEXT,
   "regime" TEXT,
   "chairs" TEXT,
   "concluder" TEXT,
   "secretary" TEXT,
   "agenda" TEXT,
   "period_evaluated" TEXT,
   "period_planned" TEXT,
   "expected_count" INTEGER,
   "present_count" INTEGER,
   "households_total" INTEGER,
   "households_present" INTEGER,
   "transcript" TEXT,
   "state" TEXT,
   "carried_tasks" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "meeting_paper" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "paper" TEXT,
   "regime" TEXT,
   "capacity" TEXT,
   "signer_title" TEXT,
   "signer_name" TEXT,
   "office_title" TEXT,
   "issuer_parent" TEXT,
   "issuer_place" TEXT,
   "recipients" TEXT,
   "invitee" TEXT,
   "copies" TEXT,
   "kept" TEXT,
   "required" TEXT,
   "partner" TEXT,
   "host" TEXT,
   "since" TEXT,
   "until" TEXT,
   "causes" TEXT,
   "proposals" TEXT,
   "author" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "meeting_version" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "number" INTEGER,
   "frozen_on" TEXT,
   "reason" TEXT,
   "changes" TEXT,
   "snapshot" TEXT,
   "sha256" TEXT,
   "reopened_on" TEXT,
   "reopen_reason" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "money_entry" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "work" TEXT,
   "source" TEXT,
   "plan_year" INTEGER,
   "kind" TEXT,
   "amount" INTEGER,
   "paid_on" TEXT,
   "carried_to" INTEGER,
   "component" TEXT,
   "corrects" TEXT,
   "reason" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "money_reason" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "work" TEXT,
   "rule" TEXT,
   "reason" TEXT,
   "amounts" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "narrative" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "report" TEXT,
   "period" TEXT,
   "section" TEXT,
   "text" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "ocop_product" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "name" TEXT,
   "subject" TEXT,
   "subject_kind" TEXT,
   "village" TEXT,
   "stars" INTEGER,
   "decision_number" TEXT,
   "decision_on" TEXT,
   "valid_until" TEXT,
   "stage" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "office_profile" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "issuer_name" TEXT,
   "issuer_parent" TEXT,
   "place_name" TEXT,
   "symbol" TEXT,
   "signing_capacity" TEXT,
   "signer_title" TEXT,
   "superior_name" TEXT,
   "superior_code" TEXT,
   "recipients" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "official_document" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "number" TEXT,
   "issued_on" TEXT,
   "document_type" TEXT,
   "issuer" TEXT,
   "side" TEXT,
   "signer" TEXT,
   "signer_position" TEXT,
   "direction" TEXT,
   "relation" TEXT,
   "secrecy" TEXT,
   "subject" TEXT,
   "meeting" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "opinion" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "place" INTEGER,
   "speaker" TEXT,
   "content" TEXT,
   "person" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "organisation" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "name" TEXT,
   "short_name" TEXT,
   "side" TEXT,
   "level" TEXT,
   "parent" TEXT,
   "ended_on" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "passage_mark" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "kind" TEXT,
   "start" INTEGER,
   "length" INTEGER,
   "quote" TEXT,
   "record" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "period_lock" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "set_id" TEXT,
   "locked" INTEGER,
   "reason" TEXT,
   "locked_on" TEXT,
   "locked_by" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "person" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "full_name" TEXT,
   "form_of_address" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "plan_summary" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "title" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "met" INTEGER,
   "exceeded" INTEGER,
   "total" INTEGER,
   "source" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "position" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "person" TEXT,
   "place" INTEGER,
   "title" TEXT,
   "organisation" TEXT,
   "organisation_text" TEXT,
   "side" TEXT,
   "held_from" TEXT,
   "held_until" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "poverty_count" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "as_of" TEXT,
   "standard" TEXT,
   "households" INTEGER,
   "poor" INTEGER,
   "near_poor" INTEGER,
   "poor_rate" TEXT,
   "near_poor_rate" TEXT,
   "source" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "presentation" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "place" INTEGER,
   "title" TEXT,
   "presenter" TEXT,
   "person" TEXT,
   "document" TEXT,
   "content" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "recognition" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "title" TEXT,
   "unit" TEXT,
   "subject" TEXT,
   "set_id" TEXT,
   "year_recognised" INTEGER,
   "decision_number" TEXT,
   "decision_on" TEXT,
   "issuer" TEXT,
   "valid_until" TEXT,
   "revoked_on" TEXT,
   "revoked_by" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "recognition_condition" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "set_id" TEXT,
   "period" TEXT,
   "condition" TEXT,
   "value" TEXT,
   "required" TEXT,
   "declared" TEXT,
   "document" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "recognition_rollup" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "title" TEXT,
   "counted" TEXT,
   "achieved" INTEGER,
   "total" INTEGER,
   "gained" INTEGER,
   "planned_superior" INTEGER,
   "planned_own" INTEGER,
   "period" TEXT,
   "source" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "register_total" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "register" TEXT,
   "title" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "as_of" TEXT,
   "word" TEXT,
   "count" TEXT,
   "measure_unit" TEXT,
   "lowest_stars" INTEGER,
   "highest_stars" INTEGER,
   "expected_at" TEXT,
   "source" TEXT,
   "quote" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "registration" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "title" TEXT,
   "unit" TEXT,
   "subject" TEXT,
   "set_id" TEXT,
   "year_registered" INTEGER,
   "year_planned" INTEGER,
   "state" TEXT,
   "applied_on" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "report_option" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "report" TEXT,
   "set_id" TEXT,
   "period" TEXT,
   "option" TEXT,
   "text" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "roadmap_item" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "set_id" TEXT,
   "indicator" TEXT,
   "assignee" TEXT,
   "due_on" TEXT,
   "solution" TEXT,
   "tasks" TEXT,
   "works" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "set_total" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "set_id" TEXT,
   "title" TEXT,
   "noun" TEXT,
   "criteria_met" INTEGER,
   "criteria_total" INTEGER,
   "indicators_met" INTEGER,
   "indicators_total" INTEGER,
   "points" TEXT,
   "points_max" TEXT,
   "source" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "superior_form" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "name" TEXT,
   "report" TEXT,
   "set_id" TEXT,
   "file_name" TEXT,
   "sha256" TEXT,
   "cells" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE sync_chain (
  w INTEGER NOT NULL, n INTEGER NOT NULL, chain BLOB NOT NULL, PRIMARY KEY (w, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_conflict (
  rec INTEGER NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (rec, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_gap (
  w TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL
, prefix TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE sync_head (
  rec INTEGER NOT NULL, field TEXT NOT NULL, op INTEGER NOT NULL, PRIMARY KEY (rec, field, op)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_import (
  pkg TEXT PRIMARY KEY, at INTEGER NOT NULL, sender TEXT NOT NULL, result TEXT NOT NULL,
  batch TEXT NOT NULL, step INTEGER
, kind TEXT NOT NULL DEFAULT 'full', replica TEXT NOT NULL DEFAULT '', device TEXT NOT NULL DEFAULT '', serial INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL DEFAULT 0, conflicts INTEGER NOT NULL DEFAULT 0, confirm TEXT NOT NULL DEFAULT '', untaken INTEGER, part INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE "sync_key" (
  fingerprint TEXT NOT NULL, unit TEXT NOT NULL, device TEXT NOT NULL, public_key BLOB NOT NULL,
  since INTEGER NOT NULL, how TEXT NOT NULL, PRIMARY KEY (unit, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT;
CREATE TABLE sync_op (
  op INTEGER PRIMARY KEY, w INTEGER NOT NULL, n INTEGER NOT NULL, h TEXT NOT NULL,
  rec INTEGER NOT NULL, t INTEGER NOT NULL, u TEXT NOT NULL, step INTEGER, line BLOB NOT NULL,
  UNIQUE (w, n, h)
) STRICT;
CREATE INDEX sync_op_of_record ON sync_op (rec);
CREATE INDEX sync_op_of_step ON sync_op (step);
CREATE TABLE sync_peer (
  rep TEXT PRIMARY KEY, unit TEXT NOT NULL, have TEXT NOT NULL, heard INTEGER NOT NULL
, device TEXT NOT NULL DEFAULT '', retired INTEGER NOT NULL DEFAULT 0, turn INTEGER NOT NULL DEFAULT 0, wanted TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE TABLE sync_rec (
  rec INTEGER PRIMARY KEY, ent TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (ent, key)
) STRICT;
CREATE TABLE sync_receipt (
  pkg TEXT NOT NULL, replica TEXT NOT NULL, unit TEXT NOT NULL, device TEXT NOT NULL,
  status TEXT NOT NULL, code TEXT NOT NULL, new INTEGER NOT NULL, known INTEGER NOT NULL,
  conflicts INTEGER NOT NULL, missing TEXT NOT NULL, at INTEGER NOT NULL, confirm TEXT NOT NULL,
  how TEXT NOT NULL, PRIMARY KEY (pkg, replica)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_sent (
  pkg TEXT PRIMARY KEY, to_unit TEXT NOT NULL, at INTEGER NOT NULL, serial INTEGER NOT NULL,
  confirmed INTEGER, upto INTEGER NOT NULL
, kind TEXT NOT NULL DEFAULT 'full', changes INTEGER NOT NULL DEFAULT 0, file TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE sync_step (
  step INTEGER PRIMARY KEY, at INTEGER NOT NULL, user TEXT NOT NULL, label TEXT NOT NULL,
  kind TEXT NOT NULL, undoes INTEGER
) STRICT;
CREATE TABLE sync_writer (
  w INTEGER PRIMARY KEY, wid TEXT NOT NULL UNIQUE, unit TEXT NOT NULL, stream TEXT NOT NULL,
  schema INTEGER NOT NULL, contig INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL,
  forked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "target_overlay" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "set_id" TEXT,
   "indicator" TEXT,
   "commune_group" TEXT,
   "year" INTEGER,
   "value" TEXT,
   "sub_value" TEXT,
   "word" TEXT,
   "text" TEXT,
   "set_by" TEXT,
   "document_number" TEXT,
   "document_on" TEXT,
   "checked" INTEGER,
   "checked_by" TEXT,
   "checked_on" TEXT,
   "checked_document" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "task" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "text" TEXT,
   "verb" TEXT,
   "assignee" TEXT,
   "doer" TEXT,
   "supporting" TEXT,
   "person" TEXT,
   "is_others" INTEGER,
   "due_on" TEXT,
   "due_text" TEXT,
   "recurrence" TEXT,
   "check_from" TEXT,
   "check_until" TEXT,
   "state" TEXT,
   "completed_on" TEXT,
   "progress" TEXT,
   "meeting" TEXT,
   "conclusion" TEXT,
   "document" TEXT,
   "source_quote" TEXT,
   "source_text" TEXT,
   "set_id" TEXT,
   "indicator" TEXT,
   "work" TEXT,
   "documents" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "task_note" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "task" TEXT,
   "noted_on" TEXT,
   "kind" TEXT,
   "text" TEXT,
   "percent" INTEGER,
   "noted_by" TEXT,
   "old_due_on" TEXT,
   "new_due_on" TEXT,
   "document" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "village_statistics" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "unit" TEXT,
   "period" TEXT,
   "population" INTEGER,
   "households" INTEGER,
   "poor" INTEGER,
   "near_poor" INTEGER,
   "standard" TEXT,
   "area" TEXT,
   "source" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "vote" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "meeting" TEXT,
   "place" INTEGER,
   "question" TEXT,
   "unit" TEXT,
   "method" TEXT,
   "eligible" INTEGER,
   "present" INTEGER,
   "votes_for" INTEGER,
   "votes_against" INTEGER,
   "votes_abstain" INTEGER,
   "votes_invalid" INTEGER,
   "share_of" TEXT,
   "required" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "wording_check" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "set_id" TEXT,
   "part" TEXT,
   "code" TEXT,
   "wording" TEXT,
   "text" TEXT,
   "checked" INTEGER,
   "checked_by" TEXT,
   "checked_on" TEXT,
   "checked_document" TEXT,
   "measure_id" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "work" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "name" TEXT,
   "work_type" TEXT,
   "village" TEXT,
   "villages" TEXT,
   "investor" TEXT,
   "decision_number" TEXT,
   "decision_on" TEXT,
   "count" INTEGER,
   "quantity" TEXT,
   "measure_unit" TEXT,
   "total_investment" INTEGER,
   "settlement_value" INTEGER,
   "component" TEXT,
   "land_clearance" TEXT,
   "land_clearance_note" TEXT,
   "proposed_on" TEXT,
   "start_planned_on" TEXT,
   "start_on" TEXT,
   "finish_planned_on" TEXT,
   "finish_on" TEXT,
   "accepted_on" TEXT,
   "handed_over_on" TEXT,
   "settled_on" TEXT,
   "contractor" TEXT,
   "progress" TEXT,
   "state" TEXT,
   "group" TEXT,
   "set_id" TEXT,
   "indicator" TEXT,
   "more_indicators" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "work_document" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "work" TEXT,
   "role" TEXT,
   "document" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
CREATE TABLE "work_quantity" (
   "key" TEXT PRIMARY KEY,
   "owner_unit" TEXT,
   "work" TEXT,
   "what" TEXT,
   "word" TEXT,
   "quantity" TEXT,
   "out_of" TEXT,
   "measure_unit" TEXT,
   "reported_rate" TEXT,
   "note" TEXT,
   "search" TEXT,
   "conflicts" TEXT
) STRICT;
