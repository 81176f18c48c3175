"""Holds the rows that write-rows.ts made against mistral-common itself, in the version that mistral-finetune runs with.

pip install mistral-common==1.5.4
python tests/interop/mistral.py FOLDER
"""

import json
import sys
from pathlib import Path

from mistral_common.protocol.instruct.messages import (
    FinetuningAssistantMessage,
    SystemMessage,
    ToolMessage,
    UserMessage,
)
from mistral_common.protocol.instruct.tool_calls import Tool
from mistral_common.protocol.instruct.validator import MistralRequestValidatorV3, ValidationMode

CLASSES = {
    "system": SystemMessage,
    "user": UserMessage,
    "assistant": FinetuningAssistantMessage,
    "tool": ToolMessage,
}


def check(row: dict) -> None:
    """What mistral-finetune does with a row: its own checks, then mistral-common's on what is left of the system's."""
    for message in row["messages"]:
        for call in message.get("tool_calls") or []:
            if not isinstance(call["function"]["arguments"], str):
                raise TypeError("arguments are no text")
    messages = [CLASSES[message["role"]](**message) for message in row["messages"]]
    rest = [message for message in messages if message.role != "system"]
    if len(messages) - len(rest) > 1:
        raise ValueError("a second system message")
    validator = MistralRequestValidatorV3(mode=ValidationMode.finetuning)
    validator.validate_messages(rest)
    validator._validate_tools([Tool(**tool) for tool in row.get("tools", [])])


def refusal(row: dict) -> str | None:
    try:
        check(row)
    except Exception as error:  # its exceptions have no common base
        return f"{type(error).__name__}: {error}"
    return None


def lines_of(name: str) -> list:
    text = (Path(sys.argv[1]) / "mistral" / name).read_text()
    return [json.loads(line) for line in text.rstrip("\n").split("\n")]


def main() -> None:
    written = [refusal(row) for row in lines_of("train.jsonl")]
    for number, reason in enumerate(written, 1):
        if reason:
            print(f"line {number}: {reason}")
    print(f"mistral-common took {written.count(None)} of {len(written)} rows")

    other = 0
    careless = lines_of("careless.jsonl")
    for case in careless:
        reason = refusal(case["row"])
        if (reason is not None) != case["refused"]:
            other += 1
            print(f"{case['name']}: the linter says {case['refused']}, mistral-common {reason}")
    print(f"the linter and mistral-common agree on {len(careless) - other} of {len(careless)} careless rows")
    sys.exit(1 if other or not written or written.count(None) < len(written) else 0)


main()
