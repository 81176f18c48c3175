import type { JsonOutput } from '@/lib/core/model/presets'

export const JSON_WORDS: Record<JsonOutput, string> = {
  SCHEMA: 'by schema',
  OBJECT: 'some JSON object',
  PROMPT: 'by prompt only',
}
