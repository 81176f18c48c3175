import { Kbd } from '../ui/kbd'
import { Segment } from '../ui/segment'

/** Read, or exactly as it was written. */
export const RawSwitch = ({ raw, onRaw }: { raw: boolean; onRaw: () => void }) => (
  <Segment
    label="How calls and results are shown"
    value={raw ? 'RAW' : 'PRETTY'}
    onChange={(next) => (next === 'RAW') !== raw && onRaw()}
    options={[
      { value: 'PRETTY', label: 'Pretty' },
      {
        value: 'RAW',
        label: (
          <>
            Raw <Kbd>P</Kbd>
          </>
        ),
      },
    ]}
  />
)
