"""Puts what write-rows.ts made through TRL's own reading of rows, with a chat template that knows tools; no torch, no model.

pip install datasets transformers jinja2 && pip install --no-deps trl
python tests/interop/trl_rows.py FOLDER
"""

import json
import sys
from pathlib import Path

from datasets import load_dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast
from trl.data_utils import apply_chat_template, is_conversational, maybe_extract_prompt

TEMPLATE = """{%- if tools %}<tools>{% for tool in tools %}{{ tool | tojson }}{% endfor %}</tools>{% endif %}
{%- for m in messages %}<|{{ m.role }}|>{{ m.content or '' }}
{%- for call in m.tool_calls or [] %}<call>{{ call.function.name }} {{ call.function.arguments | tojson }}</call>{% endfor %}<|end|>
{%- endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"""

tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]")))
tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
tokenizer.chat_template = TEMPLATE
FOLDER = Path(sys.argv[1])
failed = 0


def arguments_twice_encoded(text: str) -> bool:
    return any(part.split("</call>")[0].split(" ", 1)[1].startswith('"') for part in text.split("<call>")[1:])


for name, keys in [("trl", ["text"]), ("preference-trl", ["prompt", "chosen", "rejected"])]:
    rows = load_dataset("json", data_files=str(FOLDER / name / "train.jsonl"), split="train")
    taken = 0
    for row in rows:
        example = {key: value for key, value in row.items() if value is not None}
        # As its trainers do with tools that are a text.
        tools = json.loads(example.pop("tools")) if "tools" in example else None
        if not is_conversational(example):
            print(f"{name}: not conversational: {row}")
            continue
        if name == "preference-trl":
            example = maybe_extract_prompt(example)
        made = apply_chat_template(example, tokenizer, tools=tools)
        whole = "".join(made[key] for key in keys)
        good = all(key in made for key in keys) and not arguments_twice_encoded(whole)
        taken += good
        if not good:
            print(f"{name}: {made}")
    failed += taken < len(rows)
    print(f"{name}: took {taken} of {len(rows)}")
sys.exit(1 if failed else 0)
