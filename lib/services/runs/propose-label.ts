import { detectLabel } from '@/lib/core/compliance/detect'
import type { Expected, ResponseLabel } from '@/lib/core/compliance/labels'
import type { ResponseContent } from '@/lib/core/trajectory/content'

/** What the rules take a response for; a proposal, never a verdict. */
export const proposeLabel = (content: ResponseContent, expected: Expected): ResponseLabel =>
  detectLabel(content, expected).label
