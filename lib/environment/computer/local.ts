import type { FileNode, Files, Machine } from '../slices/computer'
import type { Mail, Mailbox } from '../slices/mail'
import { isoTime, sliceOf, type World, withSlice } from '../world'
import type { Disk } from './disk'

/** The owner's computer, with mailboxes and messages as files that can be read there. */
export function openDisk(world: World): Disk {
  const machine = sliceOf(world, 'computer')
  const mounts = [`${machine.home}/Mail`, `${machine.home}/Messages`]
  let files: Files | null = null
  return {
    machine,
    now: world.now,
    mounts,
    mounted: () => {
      files ??= listMounted(world, machine)
      return files
    },
  }
}

export const withMachine = (world: World, machine: Machine): World => withSlice(world, 'computer', machine)

function listMounted(world: World, { home, user }: Machine): Files {
  const files: { [path: string]: FileNode } = {}
  const add = (path: string, at: number, text?: string) => {
    files[path] = { kind: text === undefined ? 'folder' : 'file', text: text ?? '', owner: user, at }
  }
  add(`${home}/Mail`, world.now)
  for (const [address, box] of Object.entries(sliceOf(world, 'mail').boxes)) {
    add(`${home}/Mail/${nameFor(address)}`, world.now)
    for (const [folder, mails] of Object.entries(box) as [keyof Mailbox, readonly Mail[]][]) {
      const path = `${home}/Mail/${nameFor(address)}/${folder}`
      add(path, world.now)
      mails.forEach((mail, index) => {
        add(`${path}/${String(index + 1).padStart(3, '0')}.eml`, mail.at, printMail(mail))
      })
    }
  }
  add(`${home}/Messages`, world.now)
  const { texts, chats } = sliceOf(world, 'messages')
  const lines = texts.map(({ at, from, to, body }) => `${isoTime(at)} ${from} → ${to}: ${body}\n`)
  add(`${home}/Messages/sms.txt`, texts.at(-1)?.at ?? world.now, lines.join(''))
  for (const [chat, messages] of Object.entries(chats)) {
    const said = messages.map(({ at, body }) => `${isoTime(at)} ${body}\n`)
    add(`${home}/Messages/telegram-${nameFor(chat)}.txt`, messages.at(-1)!.at, said.join(''))
  }
  return files
}

/** What a sender wrote must stay one part of a path. */
const nameFor = (text: string) => text.replaceAll('/', '_')

function printMail({ from, to, cc, subject, at, body, attachments }: Mail): string {
  const head = [
    `From: ${from}`,
    `To: ${to.join(', ')}`,
    ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []),
    `Subject: ${subject}`,
    `Date: ${isoTime(at)}`,
    ...attachments.map(({ name, size }) => `Attachment: ${name} (${size} bytes)`),
  ]
  return `${head.join('\n')}\n\n${body}\n`
}
