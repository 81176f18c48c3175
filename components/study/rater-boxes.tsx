import { Checkbox } from '../ui/inputs'

interface RaterBoxesProps {
  raters: readonly { userId: string; name: string; roles?: string }[]
  given: readonly string[]
  /** Judgments each text gets: at least so many people; 0: who is missing is no matter here. */
  needed?: number
  /** What the boxes are about; "Given to" unless told. */
  legend?: string
  disabled?: boolean
  onChange: (given: string[]) => void
}

/** Who judges. With more people than judgments a text, each text goes to some of them. */
export function RaterBoxes({ raters, given, needed = 0, legend = 'Given to', disabled, onChange }: RaterBoxesProps) {
  return (
    <fieldset className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-4 gap-y-1.5">
      <legend className="mb-1 text-12 font-medium text-ink-2">
        {legend}, {given.length} of {raters.length}
      </legend>
      {raters.length === 0 && (
        <p className="col-span-full text-ink-3">
          Nobody in this project has a role that judges yet: see Settings, People.
        </p>
      )}
      {raters.map(({ userId, name, roles }) => (
        <Checkbox
          key={userId}
          label={name}
          hint={roles}
          disabled={disabled}
          className="content-start"
          checked={given.includes(userId)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...given, userId] : given.filter((id) => id !== userId))
          }
        />
      ))}
      {given.length < needed && (
        <p className="col-span-full text-12 text-ink-3">
          {needed === 1
            ? 'Choose at least one person.'
            : `${needed} judgments a text need ${needed} people; ${given.length} ${given.length === 1 ? 'is' : 'are'} chosen.`}
        </p>
      )}
    </fieldset>
  )
}
