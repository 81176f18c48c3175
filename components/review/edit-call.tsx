import type { StepCall } from '@/lib/core/trajectory/steps'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'

interface EditCallProps {
  call: StepCall
  onArguments: (text: string) => void
  onTakeOut: () => void
}

/** A call's arguments as they are written, with a word on whether they are JSON. */
export function EditCall({ call, onArguments, onTakeOut }: EditCallProps) {
  const rows = Math.min(12, Math.max(2, Math.ceil(call.arguments.length / 80)))
  return (
    <div className="grid gap-1.5">
      <Field label={`Arguments of ${call.name}`} aside={isObject(call.arguments) ? 'JSON' : 'no JSON object'}>
        {(control) => (
          <TextArea
            {...control}
            rows={rows}
            spellCheck={false}
            className="font-mono text-12"
            value={call.arguments}
            onChange={(event) => onArguments(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button variant="bare" size="sm" className="justify-self-start" onClick={onTakeOut}>
        {`Take the call out${call.result ? ', with its result' : ''}`}
      </Button>
    </div>
  )
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
