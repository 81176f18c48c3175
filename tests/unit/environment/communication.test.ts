import { expect, test } from 'vitest'
import { boxOf } from '@/lib/environment/slices/mail'
import { sliceOf } from '@/lib/environment/world'
import { Session } from './try-tools'

const letter = { to: ['ada@example.org'], subject: 'Tides', body: 'High water is at six.' }

test('a mail that was sent lies in the outbox, as a file too; a draft does not', () => {
  const session = new Session()
  const sent = session.done('send_gmail', { sender: 'robin@gmail.com', ...letter })
  expect(sent).toMatchObject({ labelIds: ['SENT'], sentTotal: 1 })
  const draft = session.done('send_gmail', { sender: 'robin@gmail.com', ...letter, draft: true })
  expect(draft).toMatchObject({ message: { labelIds: ['DRAFT'] }, draftsTotal: 1 })
  const box = boxOf(sliceOf(session.world, 'mail'), 'Robin@gmail.com')
  expect(box.Sent.map(({ id }) => id)).toEqual([sent.id])
  expect(box.Drafts).toHaveLength(1)
  const shell = (command: string) => session.done('execute_command', { command }).stdout
  expect(shell('ls ~/Mail/robin@gmail.com')).toBe('Drafts\nInbox\nSent\n')
  expect(shell('cat ~/Mail/robin@gmail.com/Sent/001.eml')).toContain('Subject: Tides')
  expect(session.refused('execute_command', { command: 'rm ~/Mail/robin@gmail.com/Sent/001.eml' }).stderr).toMatch(
    /Read-only/,
  )
})

test('a mail to somebody of this world arrives', () => {
  const session = new Session()
  const before = boxOf(sliceOf(session.world, 'mail'), 'robin.vale@example.com').Inbox.length
  session.done('send_outlook', { sender: 'desk@outlook.com', ...letter, cc: ['robin.vale@example.com'] })
  expect(boxOf(sliceOf(session.world, 'mail'), 'robin.vale@example.com').Inbox).toHaveLength(before + 1)
})

test('each provider answers and refuses in its own way', () => {
  const session = new Session()
  expect(
    session.done('send_outlook', { sender: 'a@hotmail.com', ...letter, importance: 'high', category: 'Work' }),
  ).toMatchObject({
    isDraft: false,
    importance: 'high',
    categories: ['Work'],
    parentFolder: { displayName: 'Sent Items', totalItemCount: 1 },
  })
  expect(session.done('send_yahoo_mail', { sender: 'a@yahoo.com', ...letter }).result.messageId).toMatch(
    /@mail\.yahoo\.com>$/,
  )
  expect(session.done('send_163_mail', { sender: 'a@163.com', ...letter })).toMatchObject({
    code: 'S_OK',
    var: { fid: 3 },
  })
  const wrong = { ...letter, sender: 'robin@example.com' }
  expect(session.refused('send_gmail', wrong).error).toMatchObject({ code: 403, status: 'PERMISSION_DENIED' })
  expect(session.refused('send_outlook', wrong).error.code).toBe('ErrorSendAsDenied')
  expect(session.refused('send_yahoo_mail', wrong).error.id).toBe('EC-4008')
  expect(session.refused('send_163_mail', wrong).code).toBe('FA_MTA_SENDER_DENIED')
})

test('limits differ: what one provider takes another refuses', () => {
  const session = new Session()
  const attachments = [{ name: 'plan.pdf', size: 22 * 1_048_576 }]
  session.done('send_gmail', { sender: 'a@gmail.com', ...letter, attachments })
  expect(session.refused('send_outlook', { sender: 'a@outlook.com', ...letter, attachments }).error.code).toBe(
    'ErrorMessageSizeExceeded',
  )
  const to = Array.from({ length: 60 }, (_, index) => `reader${index}@example.org`)
  session.done('send_yahoo_mail', { sender: 'a@yahoo.com', ...letter, to })
  expect(session.refused('send_163_mail', { sender: 'a@163.com', ...letter, to }).code).toBe('FA_RECIPIENTS_LIMIT')
  expect(session.refused('send_gmail', { sender: 'a@gmail.com', ...letter, to: [] }).error.message).toBe(
    'There is no recipient.',
  )
  expect(session.refused('send_gmail', { sender: 'a@gmail.com', ...letter, to: ['ada'] }).error.message).toBe(
    'ada is not a valid address.',
  )
})

test('a text message takes its price off the credit and is kept', () => {
  const session = new Session()
  const send = (message: string) => session.done('send_twilio_sms', { to: '+12025550111', message })
  const first = send('Short.')
  const second = send('x'.repeat(200))
  expect(first.sid).toMatch(/^SM[0-9a-f]{32}$/)
  expect([first.num_segments, second.num_segments]).toEqual(['1', '2'])
  expect(Number(first.account_balance) - Number(second.account_balance)).toBeCloseTo(0.016)
  expect(session.done('execute_command', { command: 'tail -n 2 Messages/sms.txt' }).stdout).toContain(
    '+12025550111: Short.',
  )
})

test('credit comes to an end', () => {
  const session = new Session()
  const message = 'x'.repeat(1_377)
  let refused = false
  for (let sent = 0; sent < 36 && !refused; sent++) {
    try {
      session.done('send_messagebird_sms', { to: '+12025550112', message })
    } catch {
      refused = true
    }
  }
  expect(refused).toBe(true)
  expect(session.refused('send_messagebird_sms', { to: '+12025550112', message }).errors[0]).toMatchObject({ code: 25 })
})

test('text messages are refused by the numbers of each provider', () => {
  const session = new Session()
  const code = (args: object) => session.refused('send_twilio_sms', args).code
  expect(code({ to: '12', message: 'x' })).toBe(21_211)
  expect(code({ to: '+12025550111', message: 'x', from_number: 'me' })).toBe(21_212)
  expect(code({ to: '+12025550111', message: '' })).toBe(21_602)
  expect(code({ to: '+12025550111', message: 'x'.repeat(1_601) })).toBe(21_617)
  const bird = (args: object) => session.refused('send_messagebird_sms', args).errors[0]
  expect(bird({ to: 'me', message: 'x' })).toMatchObject({ code: 10, parameter: 'recipients' })
  expect(bird({ to: '+12025550111', message: 'x', originator: 'much too long a name' })).toMatchObject({
    code: 9,
    parameter: 'originator',
  })
})

test('messages of a chat are numbered one after the other, and can be read again', () => {
  const session = new Session()
  const send = (text: string, more = {}) =>
    session.done('send_telegram_message', { chat_id: '@neighbours', text, ...more }).result
  const first = send('Hello')
  expect(first.chat).toMatchObject({ type: 'channel', username: 'neighbours' })
  expect(send('*Bold*', { parse_mode: 'Markdown' }).message_id).toBe(first.message_id + 1)
  expect(session.done('execute_command', { command: 'cat "Messages/telegram-@neighbours.txt" | wc -l' }).stdout).toBe(
    '2\n',
  )
  expect(session.done('send_telegram_message', { chat_id: 4_711, text: 'Hi' }).result.chat).toEqual({
    id: 4_711,
    type: 'private',
  })
})

test('a chat message is refused for what it is addressed to and how it is written', () => {
  const session = new Session()
  const description = (args: object) => session.refused('send_telegram_message', args).description
  expect(description({ chat_id: 'nobody', text: 'x' })).toBe('Bad Request: chat not found')
  expect(description({ chat_id: 0, text: 'x' })).toBe('Bad Request: chat not found')
  expect(description({ chat_id: 5, text: ' ' })).toBe('Bad Request: message text is empty')
  expect(description({ chat_id: 5, text: 'x'.repeat(4_097) })).toBe('Bad Request: message is too long')
  expect(description({ chat_id: 5, text: '*x', parse_mode: 'Markdown' })).toMatch(/can't find end of the entity/)
  expect(description({ chat_id: 5, text: '<b>x', parse_mode: 'HTML' })).toMatch(/start tag "b"/)
  expect(description({ chat_id: 5, text: 'x.', parse_mode: 'MarkdownV2' })).toMatch(/'\.' is reserved/)
})
