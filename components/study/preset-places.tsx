import Link from 'next/link'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { PRESETS } from '@/lib/core/study/presets'
import { STUDY_PRESETS, type StudyPreset } from '@/lib/core/study/spec'
import { cx } from '../ui/cx'

interface PresetPlacesProps {
  slug: string
  preset: StudyPreset
  stage: ItemStage
}

/** What a study can begin as; in the address, so that a list can open it narrowed. */
export function PresetPlaces({ slug, preset, stage }: PresetPlacesProps) {
  const href = (one: StudyPreset, list: string = ITEM_LISTS[stage]) =>
    `/${slug}/studies/new?${new URLSearchParams({ preset: one.toLowerCase(), stage: list })}`
  return (
    <section className="grid gap-2">
      <h2>Begin with</h2>
      <ul className="grid gap-px overflow-hidden rounded-2 border border-line-2 bg-line">
        {STUDY_PRESETS.map((one) => (
          <li key={one} className={cx('bg-sheet', one === preset && 'shadow-[inset_2px_0_0_var(--brass-mark)]')}>
            <Link
              href={href(one)}
              aria-current={one === preset ? 'true' : undefined}
              className="block px-3 py-2 no-underline hover:bg-well"
            >
              <span className={cx('block', one === preset ? 'font-medium text-ink' : 'text-ink')}>
                {PRESETS[one].label}
              </span>
              <span className="block text-12 text-ink-2">{PRESETS[one].what}</span>
            </Link>
          </li>
        ))}
      </ul>
      {PRESETS[preset].stage === null && (
        <p className="text-12 text-ink-3">
          Of {ITEM_LISTS[stage]}. Instead:{' '}
          {Object.values(ITEM_LISTS)
            .filter((list) => list !== ITEM_LISTS[stage])
            .map((list, place) => (
              <span key={list}>
                {place > 0 && ', '}
                <Link href={href(preset, list)}>{list}</Link>
              </span>
            ))}
        </p>
      )}
    </section>
  )
}
