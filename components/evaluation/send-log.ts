interface Imported {
  number: number
  known: boolean
  samples: number
  leftOut: number
  partial: boolean
  listed: number
}
type Answer = { ok: true; data: Imported } | { ok: false; message: string }

/** Sends a log as a stream and says in words what became of it. */
export async function sendLog(
  file: File,
  query: Record<string, string>,
): Promise<{ tone: 'bad' | 'ok'; text: string }> {
  try {
    const response = await fetch(`/api/evaluations/upload?${new URLSearchParams({ ...query, name: file.name })}`, {
      method: 'PUT',
      body: file,
    })
    const answer = (await response.json()) as Answer
    return answer.ok ? { tone: 'ok', text: inWords(answer.data) } : { tone: 'bad', text: answer.message }
  } catch {
    return {
      tone: 'bad',
      text: 'The connection broke off. If the log had come in, it stands below; else send it again.',
    }
  }
}

function inWords({ number, known, samples, leftOut, partial, listed }: Imported): string {
  if (known) return `This very file is evaluation ${number} already. Nothing was changed.`
  return [
    `Evaluation ${number}: ${samples} samples${leftOut > 0 ? `, ${leftOut} left out` : ''}.`,
    ...(partial ? ['The log broke off: it is a part of a run.'] : []),
    `${listed === 0 ? 'All its prompts were' : `${listed} prompts are now`} on a hash list.`,
  ].join(' ')
}
