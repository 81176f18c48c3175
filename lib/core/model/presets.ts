/**
 * The endpoints that Plumbline knows by name. All of them speak OpenAI's chat completions; what they
 * make of JSON output, of a seed and of the limit on tokens differs, and is written down here.
 * Sources: each provider's own reference of its OpenAI-compatible endpoint.
 */

/** SCHEMA: `response_format` json_schema · OBJECT: json_object · PROMPT: only what the prompt says. */
export const JSON_OUTPUTS = ['SCHEMA', 'OBJECT', 'PROMPT'] as const
export type JsonOutput = (typeof JSON_OUTPUTS)[number]

export const PRESET_IDS = [
  'openai',
  'gemini',
  'deepseek',
  'mistral',
  'xai',
  'anthropic',
  'openrouter',
  'custom',
  'demo',
] as const
export type PresetId = (typeof PRESET_IDS)[number]

export interface Preset {
  id: PresetId
  name: string
  /** '' where the team gives its own. */
  baseUrl: string
  /** The environment variable that may hold the key. It is sent to this preset's own base URL and nowhere else. */
  keyVariable: string | null
  jsonOutput: JsonOutput
  /** What the endpoint calls the limit on the answer's length. */
  maxTokensField: 'max_tokens' | 'max_completion_tokens'
  /** What it calls the seed; null where an unknown field could be refused. */
  seedField: 'seed' | 'random_seed' | null
  /** Above this the endpoint refuses. */
  maxTemperature: number
}

const preset = (
  id: PresetId,
  name: string,
  baseUrl: string,
  keyVariable: string | null,
  rest: Partial<Preset> = {},
): Preset => ({
  id,
  name,
  baseUrl,
  keyVariable,
  jsonOutput: 'SCHEMA',
  maxTokensField: 'max_tokens',
  seedField: 'seed',
  maxTemperature: 2,
  ...rest,
})

/** The demo model has no address: nothing is ever sent anywhere. `.invalid` is reserved (RFC 2606). */
export const DEMO_BASE_URL = 'http://demo.invalid/v1'
export const DEMO_MODEL = 'plumbline-demo-1'
/** One in so many of its answers is a little wrong on purpose, so that a newcomer has something to reject. */
export const DEMO_FLAW_ONE_IN = {
  ...{ chain: 4, instruction: 6, opinion: 12 },
  ...{ falseRefusal: 12, asksBack: 14, wrongArgument: 5 },
} as const

export const PRESETS: Record<PresetId, Preset> = {
  openai: preset('openai', 'OpenAI', 'https://api.openai.com/v1', 'OPENAI_API_KEY', {
    maxTokensField: 'max_completion_tokens',
  }),
  gemini: preset(
    'gemini',
    'Google Gemini',
    'https://generativelanguage.googleapis.com/v1beta/openai',
    'GEMINI_API_KEY',
    { seedField: null },
  ),
  deepseek: preset('deepseek', 'DeepSeek', 'https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY', {
    jsonOutput: 'OBJECT',
    seedField: null,
  }),
  mistral: preset('mistral', 'Mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY', {
    seedField: 'random_seed',
    maxTemperature: 1.5,
  }),
  xai: preset('xai', 'xAI Grok', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  anthropic: preset('anthropic', 'Anthropic', 'https://api.anthropic.com/v1', 'ANTHROPIC_API_KEY', {
    jsonOutput: 'PROMPT',
    seedField: null,
    maxTemperature: 1,
  }),
  openrouter: preset('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  custom: preset('custom', 'A base URL of your own', '', null, { jsonOutput: 'PROMPT' }),
  demo: preset('demo', 'Demo model', DEMO_BASE_URL, null),
}

export const isPresetId = (value: string): value is PresetId => (PRESET_IDS as readonly string[]).includes(value)

/** The variable whose key a provider may use: only at the very address that its preset stands for. */
export const keyVariableFor = ({ preset, baseUrl }: { preset: PresetId; baseUrl: string }): string | null =>
  PRESETS[preset].baseUrl === baseUrl ? PRESETS[preset].keyVariable : null
