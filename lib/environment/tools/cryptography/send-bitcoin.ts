import { defineTool } from '../../define-tool'
import { readAmount, showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, quote, refuse } from '../../ledger/answer'
import { sayAsBitcoin } from '../../ledger/bitcoin'
import { balanceOf, checkSigner, coinOf, credit, debit, isRefusal, record, requireAddress } from '../../ledger/ledger'
import { NETWORKS } from '../../ledger/networks'
import type { LedgersState, Transaction } from '../../slices/ledgers'

const NETWORK = NETWORKS.bitcoin
const COIN = coinOf(NETWORK)

/** Satoshi below which an output is refused. */
const DUST = 546n
/** Virtual bytes, by how many inputs a way of choosing takes here. */
const SIZE = { economic: 141n, privacy: 141n, age_based: 209n } as const

const bitcoinTransaction = defineTool({
  name: 'bitcoin_transaction',
  capability: 'Cryptography.send_bitcoin',
  description: 'Sends bitcoin from one address to another. Simulated: balances are numbers of this world.',
  parameters: {
    type: 'object',
    properties: {
      from_address: { type: 'string', description: 'Address that pays' },
      to_address: { type: 'string', description: 'Address that is paid' },
      amount_btc: { type: 'string', description: 'How much, in BTC' },
      fee_rate: { type: 'string', description: 'Fee in satoshi a byte' },
      utxo_selection: {
        type: 'string',
        description: 'What the coins to spend are chosen by',
        enum: ['economic', 'privacy', 'age_based'],
      },
    },
    required: ['from_address', 'to_address', 'amount_btc'],
  },
  run: (world, { from_address, to_address, amount_btc, fee_rate, utxo_selection = 'economic' }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const from = requireAddress(NETWORK, from_address, 'from_address')
        if (isRefusal(from)) return { ok: false, why: from }
        const to = requireAddress(NETWORK, to_address, 'to_address')
        if (isRefusal(to)) return { ok: false, why: to }
        const amount = readAmount('amount_btc', amount_btc, 8)
        if (isRefusal(amount)) return { ok: false, why: amount }
        const fee = feeOf(fee_rate, SIZE[utxo_selection])
        return fee.ok ? send(state, from, to, amount, fee.value, world.now) : fee
      },
      (made, state) => ({
        result: {
          txid: made.hash,
          amount: showAmount(made.amount, 8),
          fee: showAmount(made.fee, 8),
          vsize: Number(SIZE[utxo_selection]),
          utxo_selection,
          blockheight: made.block,
          from: { address: made.from[0]!, balance: showAmount(balanceOf(state, NETWORK, made.from[0]!, COIN), 8) },
          to: { address: made.to[0]! },
        },
        error: null,
      }),
      sayAsBitcoin,
    ),
})

function feeOf(rate: string | undefined, size: bigint): { ok: true; value: bigint } | ReturnType<typeof refuse> {
  if (rate === undefined) return { ok: true, value: NETWORK.gasPrice * size }
  const [, whole, part = ''] = /^(\d{1,4})(?:\.(\d{1,3}))?$/.exec(rate.trim()) ?? []
  const thousandths = BigInt(whole === undefined ? 0 : whole + part.padEnd(3, '0'))
  if (thousandths < 1_000n) {
    return refuse('BAD_FIELD', 'fee_rate', `${quote(rate)} is no fee rate; give 1 to 9999 satoshi a byte.`)
  }
  return { ok: true, value: (thousandths * size + 999n) / 1_000n }
}

function send(
  state: LedgersState,
  from: string,
  to: string,
  amount: bigint,
  fee: bigint,
  now: number,
): Acted<Transaction> {
  if (amount < DUST) return refuse('BAD_AMOUNT', 'amount_btc', `Dust: at least ${DUST} satoshi must be sent.`)
  const unsigned = checkSigner(state, from, 'from_address')
  if (unsigned) return { ok: false, why: unsigned }
  const taken = debit(state, NETWORK, from, COIN, amount + fee, 'amount_btc')
  if (!taken.ok) return taken
  const given = payRequests(credit(taken.state, NETWORK, to, COIN, amount), to, amount)
  const draft = { kind: 'TRANSFER', from: [from], to: [to], symbol: 'BTC', amount, decimals: 8, fee, note: '' } as const
  const recorded = record(given, NETWORK, draft, now)
  return recorded.ok ? acted(recorded.state, recorded.value) : recorded
}

/** What comes to an address pays its oldest open request. */
function payRequests(state: LedgersState, address: string, amount: bigint): LedgersState {
  const open = state.requests.find((one) => one.address === address && BigInt(one.paid) < BigInt(one.amount ?? '1'))
  if (!open) return state
  const paid = String(BigInt(open.paid) + amount)
  return { ...state, requests: state.requests.map((one) => (one === open ? { ...one, paid } : one)) }
}

export const sendBitcoin = [bitcoinTransaction]
