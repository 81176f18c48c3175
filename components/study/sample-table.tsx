import Link from 'next/link'
import type { StudyData } from '@/lib/core/study/data'
import { type StudyTask, tasksOf } from '@/lib/core/study/tasks'
import { ScrollBox } from '../ui/scroll-box'
import { patternKey } from './report-view'

interface SampleTableProps {
  data: StudyData
  /** Only texts that were answered so. */
  chosen: { task: string; pattern: string } | null
  /** The page of a text; null where it has none. */
  hrefOf: (item: string) => string | null
}

/** The sample, text by text, with what each rater said. */
export function SampleTable({ data, chosen, hrefOf }: SampleTableProps) {
  const tasks = tasksOf(data.design)
  const labels = new Map(data.drawn.map(({ key, label }) => [key, label]))
  const answers = tasks.map((task) => answersOf(data, task))
  const at = tasks.findIndex(({ key }) => key === chosen?.task)
  const rows = data.sample.filter(
    ({ item, finished }) => chosen === null || (finished && answers[at]?.get(item)?.pattern === chosen.pattern),
  )
  return (
    <ScrollBox label="Sample and votes">
      <table className="tbl">
        <thead>
          <tr>
            <th>Text</th>
            {data.published === null && <th className="num">Revision</th>}
            <th>Stratum</th>
            {tasks.map(({ key, label }) => (
              <th key={key}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ item, revision, stratum, finished }) => (
            <tr key={item}>
              <td>
                <Text item={item} href={hrefOf(item)} />
              </td>
              {data.published === null && <td className="num text-ink-2">{revision}</td>}
              <td className="text-ink-2">{labels.get(stratum) ?? stratum}</td>
              {answers.map((byItem, index) => (
                <td key={tasks[index]!.key}>
                  {finished ? byItem.get(item)?.said : <span className="text-ink-3">not judged to the end</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const Text = ({ item, href }: { item: string; href: string | null }) => (href ? <Link href={href}>{item}</Link> : item)

/** Of each text what was said, in words, and the pattern that it belongs to. */
function answersOf(data: StudyData, task: StudyTask) {
  const said = new Map<string, { votes: number[]; abstained: number; words: string[] }>()
  for (const { item, reviewer, label } of data.votes[task.key] ?? []) {
    const answer = said.get(item) ?? { votes: task.labels.map(() => 0), abstained: 0, words: [] }
    if (label === null) answer.abstained += 1
    else answer.votes[task.labels.indexOf(label)]! += 1
    answer.words.push(`${reviewer} ${label ?? 'abstained'}`)
    said.set(item, answer)
  }
  return new Map(
    [...said].map(([item, answer]) => [item, { said: answer.words.join(', '), pattern: patternKey(answer) }]),
  )
}
