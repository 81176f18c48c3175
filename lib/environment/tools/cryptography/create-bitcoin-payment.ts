import { defineTool } from '../../define-tool'
import { readAmount, showAmount } from '../../ledger/amounts'
import { acted, answer } from '../../ledger/answer'
import { sayAsBitcoin } from '../../ledger/bitcoin'
import { isRefusal, ledgerChance, requireAddress } from '../../ledger/ledger'
import { NETWORKS } from '../../ledger/networks'
import type { PaymentRequest } from '../../slices/ledgers'
import { isoTime } from '../../world'

const requestBitcoin = defineTool({
  name: 'create_bitcoin_payment',
  capability: 'Cryptography.create_bitcoin_payment',
  description: 'Makes a link that asks for a payment in bitcoin. Simulated; what is paid shows at the address.',
  parameters: {
    type: 'object',
    properties: {
      to_address: { type: 'string', description: 'Address to be paid' },
      amount_btc: { type: 'string', description: 'How much is asked for, in BTC' },
      label: { type: 'string', description: 'Short name of the request, such as "Invoice 12"' },
      message: { type: 'string', description: 'What it is for' },
    },
    required: ['to_address'],
  },
  run: (world, { to_address, amount_btc, label = '', message = '' }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const address = requireAddress(NETWORKS.bitcoin, to_address, 'to_address')
        if (isRefusal(address)) return { ok: false, why: address }
        const amount = amount_btc === undefined ? null : readAmount('amount_btc', amount_btc, 8)
        if (isRefusal(amount)) return { ok: false, why: amount }
        const id = `req_${ledgerChance(state, `request ${state.made}`).hex(12)}`
        const asked = amount === null ? null : String(amount)
        const request: PaymentRequest = { id, address, amount: asked, label, message, paid: '0' }
        return acted({ ...state, requests: [...state.requests, request], made: state.made + 1 }, request)
      },
      ({ id, address, amount }) => ({
        result: {
          id,
          address,
          amount: amount === null ? null : showAmount(amount, 8),
          URI: linkFor(address, amount, label, message),
          status: 'open',
          time: isoTime(world.now),
        },
        error: null,
      }),
      sayAsBitcoin,
    ),
})

/** BIP 21. */
function linkFor(address: string, amount: string | null, label: string, message: string): string {
  const parts = [
    ...(amount === null ? [] : [`amount=${showAmount(amount, 8)}`]),
    ...(label === '' ? [] : [`label=${encode(label)}`]),
    ...(message === '' ? [] : [`message=${encode(message)}`]),
  ]
  return parts.length === 0 ? `bitcoin:${address}` : `bitcoin:${address}?${parts.join('&')}`
}

/** Half a surrogate pair cannot be encoded. */
const encode = (text: string) => encodeURIComponent(text.toWellFormed())

export const createBitcoinPayment = [requestBitcoin]
