"""Runs LLaMA-Factory's own converters and formatters over what write-rows.ts made, without torch.

pip install --no-deps llamafactory==0.9.5 && pip install datasets
python tests/interop/llama_factory.py FOLDER
"""

import importlib
import importlib.util
import json
import sys
import types
from pathlib import Path

# Its packages import torch at their top; the modules that read data do not need it.
ROOT = Path(importlib.util.find_spec("llamafactory").submodule_search_locations[0])
for name in ["llamafactory", "llamafactory.data", "llamafactory.extras"]:
    module = types.ModuleType(name)
    module.__path__ = [str(ROOT.joinpath(*name.split(".")[1:]))]
    sys.modules[name] = module


class Anything(types.ModuleType):
    """A module of which only names are asked."""

    __path__ = []

    def __getattr__(self, name: str) -> str:
        return name


for name in ["peft", "peft.utils", "transformers", "transformers.utils", "llamafactory.extras.misc"]:
    sys.modules[name] = Anything(name)

converter = importlib.import_module("llamafactory.data.converter")
formatter = importlib.import_module("llamafactory.data.formatter")
parser = importlib.import_module("llamafactory.data.parser")

FOLDER = Path(sys.argv[1])
CONVERTERS = {
    "sharegpt": converter.SharegptDatasetConverter,
    "openai": converter.OpenAIDatasetConverter,
}


def refused(row: dict, attr, ranking: bool) -> str | None:
    """As its supervised and pairwise processors decide, and its formatters after them."""
    made = CONVERTERS[attr.formatting](attr, types.SimpleNamespace(media_dir=""))(row)
    prompt, response = made["_prompt"], made["_response"]
    if len(prompt) % 2 != 1 or len(response) != (2 if ranking else 1):
        return "dropped"
    tools = formatter.ToolFormatter(tool_format="qwen")
    tools.apply(content=made["_tools"])
    calls = formatter.FunctionFormatter(slots=["{{content}}"], tool_format="qwen")
    for message in [*prompt, *response]:
        if message["role"] == "function":
            text = "".join(calls.apply(content=message["content"]))
            if '"arguments": "' in text:
                return "arguments are encoded twice"
    return None


def attribute(name: str):
    info = json.loads((FOLDER / name / "dataset_info.json").read_text())["golden"]
    attr = parser.DatasetAttr("file", dataset_name=info["file_name"])
    attr.join(info)
    return attr


def lines_of(name: str, file: str) -> list:
    return [json.loads(line) for line in (FOLDER / name / file).read_text().rstrip("\n").split("\n")]


def reason_of(row: dict, attr) -> str | None:
    try:
        return refused(row, attr, attr.ranking)
    except Exception as error:  # which would end a run
        return f"{type(error).__name__}: {error}"


failed = 0
for name in ["llamafactory-sharegpt", "llamafactory-openai", "preference-llamafactory"]:
    attr = attribute(name)
    reasons = [reason_of(row, attr) for row in lines_of(name, "train.jsonl")]
    failed += len(reasons) - reasons.count(None)
    print(f"{name}: {reasons.count(None)} of {len(reasons)} rows taken", *{reason for reason in reasons if reason})
for name in ["llamafactory-sharegpt", "llamafactory-openai"]:
    careless = lines_of(name, "careless.jsonl")
    found = [(case, reason_of(case["row"], attribute(name))) for case in careless]
    other = [(case, reason) for case, reason in found if (reason is not None) != case["refused"]]
    failed += len(other)
    for case, reason in other:
        print(f"{name}, {case['name']}: the linter says {case['refused']}, LLaMA-Factory {reason}")
    print(f"{name}: the linter agrees on {len(careless) - len(other)} of {len(careless)} careless rows")
sys.exit(1 if failed else 0)
