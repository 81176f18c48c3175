"""Holds the description of the Hub's folder that write-rows.ts made against the reference reader of Croissant.

pip install mlcroissant
python tests/interop/croissant.py FOLDER
"""

import itertools
import json
import sys
from pathlib import Path

import mlcroissant

FOLDER = Path(sys.argv[1]) / "huggingface"
described = mlcroissant.Dataset(jsonld=FOLDER / "croissant.json")
issues = described.metadata.ctx.issues
records = list(itertools.islice(described.records(record_set="train"), 1_000))
rows = [json.loads(line) for line in (FOLDER / "train.jsonl").read_text().rstrip("\n").split("\n")]
ids = [record["train/id"].decode() for record in records]
same = ids == [row["id"] for row in rows]
print(f"croissant: {len(records)} records, {'the rows of the file' if same else 'NOT the rows of the file'}")
for issue in [*issues.errors, *issues.warnings]:
    print(f"  {issue}")
sys.exit(0 if same and not issues.errors else 1)
