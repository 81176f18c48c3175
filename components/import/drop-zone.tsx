'use client'
import { type DragEvent, useId, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { cx } from '../ui/cx'

/** Files by dropping, or by a button that works with any pointer and the keyboard. */
export function DropZone({
  onFiles,
  disabled,
  small,
}: {
  onFiles: (files: File[]) => void
  disabled: boolean
  small: boolean
}) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const hint = useId()
  const stop = (event: DragEvent, next: boolean) => {
    event.preventDefault()
    setOver(next && !disabled)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button within does the same.
    <div
      onDragOver={(event) => stop(event, true)}
      onDragLeave={(event) => stop(event, false)}
      onDrop={(event) => {
        stop(event, false)
        if (!disabled) onFiles([...event.dataTransfer.files])
      }}
      className={cx(
        'grid justify-items-start gap-2 rounded-2 border border-dashed px-4',
        small ? 'py-3' : 'py-10',
        over ? 'border-brass-mark bg-brass-wash' : 'border-edge',
      )}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant={small ? 'default' : 'go'}
          disabled={disabled}
          aria-describedby={hint}
          onClick={() => input.current?.click()}
        >
          {small ? 'Add files' : 'Choose files'}
        </Button>
        <span className="text-ink-2">or drop them here, several together</span>
      </div>
      <p id={hint} className="max-w-[76ch] text-12 text-ink-3">
        AgentAlign’s taxonomy, capability list, capability and tool maps, tool schemas, its files of chains,
        instructions, seed questions, responses and trajectories, OpenAI chats, or Plumbline JSONL. UTF-8, up to 1 GB a
        file and 20 files. Nothing is written before you have seen the preview.
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        accept=".json,.jsonl,application/json"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}
