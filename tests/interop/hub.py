"""Loads what write-rows.ts made with the libraries that trainers load it with.

pip install datasets huggingface_hub
python tests/interop/hub.py FOLDER
"""

import json
import sys
import tempfile
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
    return json.loads(text) if file.suffix == ".json" else [json.loads(line) for line in text.rstrip("\n").split("\n")]


failed = 0
for name in FORMATS:
    file = next((FOLDER / name).glob("train.*"))
    loaded = load_dataset("json", data_files=str(file), split="train", download_mode="force_redownload")
    same = [without_nulls(row) for row in loaded] == [without_nulls(row) for row in rows_of(file)]
    failed += not same
    print(f"{name}: {len(loaded)} rows, {'the same' if same else 'NOT the same'} up to nulls")

hub = load_dataset(str(FOLDER / "huggingface"), split="train", download_mode="force_redownload")
card = DatasetCard.load(FOLDER / "huggingface" / "README.md")
for row in hub:
    json.loads(row["tools"])
    for message in row["messages"]:
        for call in message["tool_calls"] or []:
            json.loads(call["function"]["arguments"])
parquet = load_dataset("parquet", data_files=str(FOLDER / "huggingface" / "train.parquet"), split="train", download_mode="force_redownload")
for row, flat in zip(hub, parquet, strict=True):
    same = without_nulls(row["messages"]) == without_nulls(json.loads(flat["messages_json"])) and row["tools"] == flat["tools_json"]
    failed += not same

# Ten megabytes are read before types are inferred: what only stands behind them must not end the loading.
for name in ["huggingface", "trl", "axolotl", "preference-trl"]:
    lines = (FOLDER / name / "train.jsonl").read_text().rstrip("\n").split("\n")
    plain = [line for line in lines if "tool_calls\": [" not in line.replace(":[", ": [")]
    first = [json.dumps({**json.loads(line), "label": None}) if name == "huggingface" else line for line in plain]
    with tempfile.TemporaryDirectory() as late:
        many = first * (12_000_000 // sum(map(len, first)) + 1)
        Path(late, "train.jsonl").write_text("\n".join([*many, *lines]) + "\n")
        Path(late, "README.md").write_text((FOLDER / name / "README.md").read_text())
        loaded = load_dataset(late, split="train")
        tail = loaded.select(range(len(many), len(loaded)))
        same = [without_nulls(row) for row in tail] == [without_nulls(json.loads(line)) for line in lines]
        failed += not same
        print(f"{name}: {len(loaded)} rows, the first of them without calls, {'the same' if same else 'NOT the same'}")
print(f"huggingface: {len(parquet)} rows of Parquet, {len(parquet.column_names)} columns of text")
print(f"huggingface: {len(hub)} rows by its card, licence {card.data.license}, columns {hub.column_names}")
sys.exit(1 if failed else 0)
