'use client'
import { type FormEvent, useState } from 'react'
import { ToolCard } from '@/components/review/tool-card'
import { Button } from '@/components/ui/button'
import { CodeName } from '@/components/ui/code-name'
import { Field } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { MAX_TRIAL_SIZE, type TrialTool } from '@/lib/core/trajectory/trial'
import { MadeCalls } from './made-calls'
import { Observation } from './observation'
import { ToolList } from './tool-list'
import { useTrial } from './use-trial'

/** A tool, its arguments and what comes back; and the calls so far, which are all the state that there is. */
export function Trial({ projectId, tools, first }: { projectId: string; tools: TrialTool[]; first: string }) {
  const trial = useTrial(projectId)
  const toolNamed = (name: string) => tools.find(({ schema }) => schema.function.name === name)!
  const [name, setName] = useState(first)
  const [text, setText] = useState(toolNamed(first).example)
  const [seed, setSeed] = useState('1')
  const tool = toolNamed(name)
  const pick = (wanted: string, written = toolNamed(wanted).example) => {
    setName(wanted)
    setText(written)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    void trial.call(seed, { name, arguments: text })
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[232px_minmax(0,1fr)]">
      <ToolList tools={tools} chosen={name} onChoose={pick} />
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-x-6 gap-y-5 xl:grid-cols-2">
        <form onSubmit={send} aria-label="The call" className="grid min-w-0 content-start gap-3">
          <div>
            <h2 className="mb-1 font-mono text-12/5 font-normal wrap-anywhere text-ink-3">
              <CodeName>{tool.capability}</CodeName>
            </h2>
            <ToolCard key={name} tool={tool.schema} />
          </div>
          <Field label="Arguments" aside="JSON, as a model would write it">
            {(control) => (
              <TextArea
                {...control}
                value={text}
                onChange={(event) => setText(event.target.value)}
                rows={Math.min(16, Math.max(7, text.split('\n').length + 1))}
                maxLength={MAX_TRIAL_SIZE}
                spellCheck={false}
                className="font-mono text-12"
              />
            )}
          </Field>
          <div className="flex flex-wrap items-end gap-2">
            <Field label="Seed" className="w-28">
              {(control) => (
                <TextInput
                  {...control}
                  value={seed}
                  onChange={(event) => setSeed(event.target.value)}
                  inputMode="numeric"
                  maxLength={15}
                  required
                />
              )}
            </Field>
            <Button type="submit" variant="go" busy={trial.busy}>
              {trial.busy ? 'Calling…' : 'Call'}
            </Button>
            <Button onClick={() => setText(tool.example)}>Example again</Button>
          </div>
          {trial.wrong && <Note tone="bad">{trial.wrong}</Note>}
        </form>
        <Observation call={trial.shown === null ? null : (trial.made[trial.shown] ?? null)} place={trial.shown} />
        <MadeCalls trial={trial} seed={seed} onReuse={(call) => pick(call.name, call.arguments)} />
      </div>
    </div>
  )
}
