"""Every limit a reader of exchange files holds, in one place (docs/exchange-format.md)."""

from ntm_desktop.domain.changes import MOST_BYTES, MOST_REFS

KIB = 1024
MIB = 1024 * KIB

FORMAT_VERSION = (1, 0)
DATA_SCHEMA = 1  # the newest data schema whose meaning this reader knows

FILE_BYTES = 2_000_000_000
UNPACKED_BYTES = 3_000_000_000
HELD_BYTES = 1024 * MIB  # change lines this reader keeps in memory at once
MEMBERS = 20_000
DIRECTORY_BYTES = 4 * MIB
MANIFEST_BYTES = 4 * MIB
MANIFEST_VALUES = 400_000  # commas and brackets: what reading a manifest costs
SIGNATURE_BYTES = 4 * KIB
COVER_BYTES = 256 * KIB
OPS_BYTES = 64 * MIB
OPS_TARGET_BYTES = 8 * MIB  # our writer begins a new file of changes from here on
LINE_BYTES = MOST_BYTES

RATIO = 200
RATIO_FROM = 1_000_000

CHANGES = 5_000_000
FIELDS = 512
REFS = MOST_REFS
TEXT_CHARACTERS = 65_536
USER_CHARACTERS = 64
NAME_CHARACTERS = 256
RECEIPTS = 200
CHUNK_BYTES = 4 * MIB  # of an enclosed file that does not fit one part; its last piece is shorter
WANTED = 20_000
PASSPHRASE_BYTES = 48 * MIB  # encrypted by a passphrase at once: it is held in memory
SCRYPT_WORK = 20  # 2^20: a second or two and 1 GiB of memory
REPLACED = 8
JSON_DEPTH = 16
LARGEST_INTEGER = 2**53 - 1
LATEST_TIME = 4_102_444_800_000  # 2100-01-01 in ms since 1970
