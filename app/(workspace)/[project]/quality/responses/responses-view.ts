import type { FalseKind } from '@/lib/core/compliance/rates'
import { falseLine, falseLines, type ViewReport, viewReports } from '@/lib/core/compliance/report'
import type { RateGroup } from '@/lib/core/review/rates'
import type { ResponseCount, ResponseQuality } from '@/lib/data/queries/response-quality'
import { GROUPS } from './label-params'

interface Viewer {
  reviews: boolean
}

/** The figures of one group of responses. */
export function responsesView(data: ResponseQuality, group: RateGroup, viewer: Viewer) {
  const mine = <T extends { group: RateGroup }>(rows: readonly T[]) => rows.filter((row) => row.group === group)
  const counts = { closed: mine(data.closed), open: mine(data.open) }
  const kind = (which: FalseKind) => {
    const lines = (
      by: (row: ResponseCount) => { key: string | null; label: string },
      words: (label: string) => string,
    ) => falseLines(which, counts, by, { group, within: words }, viewer)
    return {
      total: falseLine(which, { key: 'all', label: 'All' }, counts, { group }, viewer),
      byModel: lines(
        ({ model }) => ({ key: model, label: model ?? '' }),
        (label) => `by ${label}`,
      ),
      byCategory: lines(
        ({ categoryId, category }) => ({ key: categoryId ?? 'none', label: category }),
        (label) => `in ${label}`,
      ),
      byPrompt: lines(
        ({ promptVersionId, prompt }) => ({ key: promptVersionId, label: prompt ?? '' }),
        (label) => `written with ${label}`,
      ),
    }
  }
  return {
    compliance: kind('FALSE_COMPLIANCE'),
    refusal: kind('FALSE_REFUSAL'),
    views: viewReports(mine(data.pairs), viewer),
    groups: GROUPS.filter((one) => [...data.closed, ...data.open].some((row) => row.group === one)),
  }
}

export const viewName = ({ by, model, promptVersionId }: ViewReport, judges: Record<string, string>) => {
  if (by === 'DETECTOR') return 'The detector'
  const prompt = judges[promptVersionId]
  return prompt ? `${model} (${prompt})` : model
}
