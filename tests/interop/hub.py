"""Loads what write-rows.ts made with the libraries that trainers load it with.

pip install datasets huggingface_hub
python tests/interop/hub.py FOLDER
"""

import json
import sys
from pathlib import Path

from datasets import load_dataset
from huggingface_hub import DatasetCard

FOLDER = Path(sys.argv[1])
FORMATS = [
    "openai",
    "mistral",
    "llamafactory-sharegpt",
    "llamafactory-openai",
    "functionary",
    "trl",
    "axolotl",
    "agentalign",
    "preference-trl",
    "preference-llamafactory",
    "preference-openai",
]


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [without_nulls(one) for one in value]
    return value


def rows_of(file: Path) -> list:
    text = file.read_text()
    return json.loads(text) if file.suffix == ".json" else [json.loads(line) for line in text.splitlines()]


failed = 0
for name in FORMATS:
    file = next((FOLDER / name).glob("train.*"))
    loaded = load_dataset("json", data_files=str(file), split="train")
    same = [without_nulls(row) for row in loaded] == [without_nulls(row) for row in rows_of(file)]
    failed += not same
    print(f"{name}: {len(loaded)} rows, {'the same' if same else 'NOT the same'} up to nulls")

hub = load_dataset(str(FOLDER / "huggingface"), split="train")
card = DatasetCard.load(FOLDER / "huggingface" / "README.md")
for row in hub:
    json.loads(row["tools"])
    for message in row["messages"]:
        for call in message["tool_calls"] or []:
            json.loads(call["function"]["arguments"])
parquet = load_dataset("parquet", data_files=str(FOLDER / "huggingface" / "train.parquet"), split="train")
for row, flat in zip(hub, parquet, strict=True):
    same = without_nulls(row["messages"]) == without_nulls(json.loads(flat["messages_json"])) and row["tools"] == flat["tools_json"]
    failed += not same
print(f"huggingface: {len(parquet)} rows of Parquet, {len(parquet.column_names)} columns of text")
print(f"huggingface: {len(hub)} rows by its card, licence {card.data.license}, columns {hub.column_names}")
sys.exit(1 if failed else 0)
