import { defineTool } from '../../define-tool'
import { readAmount, showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, type Refusal, type RefusalCode, refuse, saidOf } from '../../ledger/answer'
import { balanceOf, coinOf, credit, debit, isRefusal, record, requireAddress } from '../../ledger/ledger'
import { NETWORKS } from '../../ledger/networks'
import type { LedgersState, Transaction } from '../../slices/ledgers'

const NETWORK = NETWORKS.monero
const COIN = coinOf(NETWORK)

/** The one size that the network takes. */
const RING = 16
const TIMES = { slow: 1n, normal: 4n, fast: 20n } as const

const CODES: Partial<Record<RefusalCode, number>> = { BAD_ADDRESS: -2, NO_FUNDS: -17, BAD_AMOUNT: -4, BUSY: -38 }

const sayRefusal = (why: Refusal) => ({
  id: '0',
  jsonrpc: '2.0',
  error: { code: CODES[why.code] ?? -1, message: saidOf(why) },
})

const moneroPrivateTransfer = defineTool({
  name: 'monero_private_transfer',
  capability: 'Cryptography.send_monero',
  description: 'Sends XMR from the signed-in wallet. Simulated: a change of numbers, without any cryptography.',
  parameters: {
    type: 'object',
    properties: {
      destination: { type: 'string', description: 'Address that is paid' },
      amount_xmr: { type: 'string', description: 'How much, in XMR' },
      ring_size: { type: 'integer', description: 'Size of the ring; the network takes 16 only' },
      priority: {
        type: 'string',
        description: 'How soon it should go through; sooner costs more',
        enum: ['slow', 'normal', 'fast'],
      },
    },
    required: ['destination', 'amount_xmr'],
  },
  run: (world, { destination, amount_xmr, ring_size = RING, priority = 'normal' }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const to = requireAddress(NETWORK, destination, 'destination')
        if (isRefusal(to)) return { ok: false, why: to }
        const amount = readAmount('amount_xmr', amount_xmr, 12)
        if (isRefusal(amount)) return { ok: false, why: amount }
        if (ring_size !== RING) {
          return refuse('BAD_FIELD', 'ring_size', `${ring_size} is not accepted by the network; it must be ${RING}.`)
        }
        return send(state, to, amount, NETWORK.gasPrice * TIMES[priority], world.now)
      },
      (made, state) => ({
        id: '0',
        jsonrpc: '2.0',
        result: {
          tx_hash: made.hash,
          amount: Number(made.amount),
          fee: Number(made.fee),
          priority,
          ring_size: RING,
          block_height: made.block,
          unlocked_balance: showAmount(balanceOf(state, NETWORK, made.from[0]!, COIN), 12),
        },
      }),
      sayRefusal,
    ),
})

function send(state: LedgersState, to: string, amount: bigint, fee: bigint, now: number): Acted<Transaction> {
  const from = state.own.monero
  const taken = debit(state, NETWORK, from, COIN, amount + fee, 'amount_xmr')
  if (!taken.ok) return taken
  const given = credit(taken.state, NETWORK, to, COIN, amount)
  const draft = {
    kind: 'TRANSFER',
    from: [from],
    to: [to],
    symbol: 'XMR',
    amount,
    decimals: 12,
    fee,
    note: '',
  } as const
  const recorded = record(given, NETWORK, draft, now)
  return recorded.ok ? acted(recorded.state, recorded.value) : recorded
}

export const sendMonero = [moneroPrivateTransfer]
