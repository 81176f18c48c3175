import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

export function FormButtons({
  save,
  busy,
  message,
  onLeave,
}: {
  save: string
  busy: boolean
  message: string | null
  onLeave: () => void
}) {
  return (
    <>
      {message && <Note tone="bad">{message}</Note>}
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          {save}
        </Button>
        <Button variant="bare" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </>
  )
}
