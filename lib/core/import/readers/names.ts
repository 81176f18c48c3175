/** What rows of conversations can be read from, by the one name that command line, API and pages have for it. */
export const READ_FORMATS = [
  ...(['plumbline-jsonl', 'agentalign', 'openai', 'mistral', 'llamafactory-sharegpt', 'llamafactory-openai'] as const),
  ...(['functionary', 'huggingface', 'trl', 'axolotl', 'sharegpt', 'toolace', 'glaive', 'inspect'] as const),
  ...(['csv', 'parquet', 'langfuse', 'otel'] as const),
] as const
export type ReadFormat = (typeof READ_FORMATS)[number]
