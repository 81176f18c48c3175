import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { noiseOf } from '../../noise'
import { addText } from '../../slices/messages'
import { isoTime, sliceOf, type World, withSlice } from '../../world'

const E164 = /^\+[1-9]\d{6,14}$/
const TWILIO_NUMBER = '+12025550180'
/** What a part of a message costs, in thousandths of a euro. */
const PART_PRICE = 8
/** Numbers that want no messages, and those that are of no telephone. */
const BLOCKED_SHARE = 0.03
const LANDLINE_SHARE = 0.06

/** Characters beyond the plain alphabet of text messages leave room for fewer in a part. */
function partsOf(text: string): number {
  const plain = /^[\n\r -~£¥èéùìòÇØøÅåÄÖÑÜ§äöñüà]*$/.test(text)
  const [alone, joined] = plain ? [160, 153] : [70, 67]
  return text.length <= alone ? 1 : Math.ceil(text.length / joined)
}

/** What the network says about a number, always the same in one world. */
function numberKind({ seed }: World, to: string): 'REACHED' | 'BLOCKED' | 'LANDLINE' {
  const noise = noiseOf(seed, `telephone ${to}`)
  return noise < BLOCKED_SHARE ? 'BLOCKED' : noise < LANDLINE_SHARE ? 'LANDLINE' : 'REACHED'
}

interface Text {
  provider: 'twilio' | 'messagebird'
  id: string
  from: string
  to: string
  body: string
}

/** Files the message and takes its price; null: the credit does not reach. */
function keepText(
  world: World,
  { provider, id, from, to, body }: Text,
): { world: World; credit: number; price: number } | null {
  const state = sliceOf(world, 'messages')
  const price = partsOf(body) * PART_PRICE
  const credit = state.credit[provider] - price
  if (credit < 0) return null
  const next = addText(
    { ...state, credit: { ...state.credit, [provider]: credit } },
    { id, from, to, body, at: world.now },
  )
  return { world: withSlice(world, 'messages', next), credit, price }
}

const euros = (thousandths: number) => (thousandths / 1000).toFixed(3)

const capability = 'Communication.send_sms'
const message = { type: 'string', description: 'Text of the message' } as const

const sendTwilio = defineTool({
  name: 'send_twilio_sms',
  capability,
  description: 'Sends a text message by Twilio, with a picture or a film if wanted.',
  parameters: {
    type: 'object',
    properties: {
      to: { type: 'string', description: 'Number of the recipient in E.164 form, e.g. +12025550111' },
      message,
      from_number: {
        type: 'string',
        description: "Number it is sent from, in E.164 form; the account's own when left out",
      },
      media_url: { type: 'string', description: 'Address of a picture or a film to send along' },
    },
    required: ['to', 'message'],
  },
  run(world, { to, message: body, from_number: from = TWILIO_NUMBER, media_url }, chance) {
    const luck = chance.next()
    const refused = (code: number, status: number, words: string) =>
      fail(world, { code, message: words, more_info: `https://docs.example.com/errors/${code}`, status })
    if (!E164.test(to)) return refused(21_211, 400, `Invalid 'To' Phone Number: ${to}`)
    if (!E164.test(from)) return refused(21_212, 400, `Invalid 'From' Phone Number: ${from}`)
    if (to === from) return refused(21_266, 400, "'To' and 'From' number cannot be the same")
    if (body === '' && !media_url) return refused(21_602, 400, 'Message body is required.')
    if (body.length > 1_600) return refused(21_617, 400, 'The message body exceeds the 1600 character limit.')
    if (media_url && !/^https?:\/\/\S+$/.test(media_url)) return refused(21_620, 400, `Invalid media URL: ${media_url}`)
    const kind = numberKind(world, to)
    if (kind === 'BLOCKED') return refused(21_610, 400, 'Attempt to send to unsubscribed recipient')
    if (kind === 'LANDLINE') return refused(21_614, 400, `'To' number ${to} is not a mobile number`)
    if (luck < BAD_LUCK) return refused(20_429, 429, 'Too Many Requests')
    const sid = `${media_url ? 'MM' : 'SM'}${chance.hex(32)}`
    const kept = keepText(world, { provider: 'twilio', id: sid, from, to, body })
    if (!kept) return refused(30_002, 402, 'Account suspended: insufficient balance')
    return done(kept.world, {
      sid,
      status: 'queued',
      to,
      from,
      num_segments: String(partsOf(body)),
      num_media: media_url ? '1' : '0',
      price: `-${euros(kept.price)}`,
      price_unit: 'EUR',
      account_balance: euros(kept.credit),
      date_created: isoTime(world.now),
    })
  },
})

const sendMessageBird = defineTool({
  name: 'send_messagebird_sms',
  capability,
  description: 'Sends a text message by MessageBird, under a name or a number of its sender.',
  parameters: {
    type: 'object',
    properties: {
      to: { type: 'string', description: 'Number of the recipient in international form, e.g. +12025550111' },
      message,
      originator: {
        type: 'string',
        description: 'Sender: a number, or a name of up to 11 letters and digits; MessageBird when left out',
      },
      reference: { type: 'string', description: 'Reference of your own to find the message by' },
    },
    required: ['to', 'message'],
  },
  run(world, { to, message: body, originator = 'MessageBird', reference }, chance) {
    const luck = chance.next()
    const refused = (code: number, description: string, parameter: string | null) =>
      fail(world, { errors: [{ code, description, parameter }] })
    const number = to.startsWith('+') ? to : `+${to.replace(/^00/, '')}`
    if (!E164.test(number)) return refused(10, 'invalid recipient number', 'recipients')
    if (!/^(?:\+?\d{5,15}|[A-Za-z0-9 ]{1,11})$/.test(originator))
      return refused(9, 'originator is invalid', 'originator')
    if (body === '') return refused(9, 'no (correct) body found', 'body')
    if (body.length > 1_377) return refused(9, 'body is too long: at most 1377 characters', 'body')
    if (luck < BAD_LUCK) return refused(98, 'internal error, try again', null)
    if (numberKind(world, number) === 'BLOCKED')
      return refused(104, 'the recipient is on the list of opted-out numbers', 'recipients')
    const id = chance.hex(32)
    const kept = keepText(world, { provider: 'messagebird', id, from: originator, to: number, body })
    if (!kept) return refused(25, 'not enough balance', null)
    const failed = numberKind(world, number) === 'LANDLINE'
    const status = failed ? 'delivery_failed' : 'sent'
    return done(kept.world, {
      id,
      direction: 'mt',
      type: 'sms',
      originator,
      reference: reference ?? null,
      createdDatetime: isoTime(world.now),
      recipients: {
        totalCount: 1,
        totalSentCount: failed ? 0 : 1,
        totalDeliveryFailedCount: failed ? 1 : 0,
        items: [{ recipient: Number(number.slice(1)), status, messagePartCount: partsOf(body) }],
      },
      balance: { amount: kept.credit / 1000, type: 'euros' },
    })
  },
})

export const sendSms = [sendTwilio, sendMessageBird]
