import { defineTool } from '../../define-tool'
import { showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, quote, type RefusalCode, refuse, saidOf } from '../../ledger/answer'
import { balanceOf, checkSigner, coinOf, credit, debit, isRefusal, record, requireAddress } from '../../ledger/ledger'
import { NETWORKS, type Network } from '../../ledger/networks'
import type { LedgersState, Transaction } from '../../slices/ledgers'

/** Most addresses on a side. */
const MOST = 20
const LONGEST_DELAY = 1_000
/** In thousandths of the sum. */
const SERVICE_KEEPS = 10n

const REASONS: Partial<Record<RefusalCode, string>> = {
  BAD_ADDRESS: 'address_invalid',
  NO_FUNDS: 'nothing_to_mix',
  NOT_SIGNED: 'not_signed',
  BUSY: 'pool_unavailable',
}

const mixCryptocurrency = defineTool({
  name: 'mix_cryptocurrency',
  capability: 'Cryptography.mix_tokens',
  description:
    'Moves what some addresses hold to others through a pool. A name and a change of numbers only: simulated.',
  parameters: {
    type: 'object',
    properties: {
      input_addresses: { type: 'array', items: { type: 'string' }, description: 'Addresses that give all they hold' },
      output_addresses: { type: 'array', items: { type: 'string' }, description: 'Addresses that get equal parts' },
      delay_range: {
        type: 'object',
        description: 'How long it may take',
        properties: {
          min: { type: 'integer', description: 'Fewest blocks' },
          max: { type: 'integer', description: 'Most blocks' },
        },
      },
    },
    required: ['input_addresses', 'output_addresses'],
  },
  run: (world, { input_addresses, output_addresses, delay_range }, chance) => {
    const { min = 1, max = Math.max(6, min) } = delay_range ?? {}
    return answer(
      world,
      chance,
      (state) => {
        if (min < 0 || max < min || max > LONGEST_DELAY) {
          const message = `${min} to ${max} blocks is no range; give 0 to ${LONGEST_DELAY}, the lower first.`
          return refuse('BAD_FIELD', 'delay_range', message)
        }
        return mix(state, input_addresses, output_addresses, world.now)
      },
      ({ transaction, network, share }) => ({
        ok: true,
        session: `mix-${transaction.hash.slice(-12)}`,
        network: network.name,
        tx: transaction.hash,
        total_in: showAmount(transaction.amount, network.decimals),
        service_fee: showAmount(transaction.fee, network.decimals),
        outputs: transaction.to.map((address) => ({ address, amount: showAmount(share, network.decimals) })),
        delay_blocks: { min, max },
        simulated: true,
      }),
      (why) => ({ ok: false, reason: REASONS[why.code] ?? 'request_invalid', detail: saidOf(why) }),
    )
  },
})

interface Mixed {
  transaction: Transaction
  network: Network
  share: bigint
}

function mix(state: LedgersState, inputs: readonly string[], outputs: readonly string[], now: number): Acted<Mixed> {
  const network = inputs[0]?.trim().toLowerCase().startsWith('0x') ? NETWORKS.ethereum : NETWORKS.bitcoin
  const from = readSide(network, inputs, 'input_addresses')
  if (!from.ok) return from
  const to = readSide(network, outputs, 'output_addresses')
  if (!to.ok) return to
  const both = from.value.find((address) => to.value.includes(address))
  if (both) return refuse('BAD_FIELD', 'output_addresses', `${both} is on both sides.`)
  const coin = coinOf(network)
  let after = state
  let sum = 0n
  for (const address of from.value) {
    const unsigned = checkSigner(after, address, 'input_addresses')
    if (unsigned) return { ok: false, why: unsigned }
    const all = balanceOf(after, network, address, coin)
    const taken = debit(after, network, address, coin, all, 'input_addresses')
    if (!taken.ok) return taken
    after = taken.state
    sum += all
  }
  const share = (sum * (1_000n - SERVICE_KEEPS)) / 1_000n / BigInt(to.value.length)
  if (share === 0n) return refuse('NO_FUNDS', 'input_addresses', 'The input addresses hold nothing.')
  for (const address of to.value) after = credit(after, network, address, coin, share)
  const fee = sum - share * BigInt(to.value.length)
  const { coin: symbol, decimals } = network
  const draft = { kind: 'MIX', from: from.value, to: to.value, symbol, amount: sum, decimals, fee, note: '' } as const
  const recorded = record(after, network, draft, now)
  return recorded.ok ? acted(recorded.state, { transaction: recorded.value, network, share }) : recorded
}

type Side = { ok: true; value: string[] } | ReturnType<typeof refuse>

function readSide(network: Network, texts: readonly string[], field: string): Side {
  if (texts.length === 0 || texts.length > MOST) {
    return refuse('BAD_FIELD', field, `${texts.length} addresses; give 1 to ${MOST}.`)
  }
  const addresses: string[] = []
  for (const [index, text] of texts.entries()) {
    const address = requireAddress(network, text, `${field}[${index}]`)
    if (isRefusal(address)) return { ok: false, why: address }
    if (addresses.includes(address)) return refuse('BAD_FIELD', `${field}[${index}]`, `${quote(text)} is there twice.`)
    addresses.push(address)
  }
  return { ok: true, value: addresses }
}

export const mixTokens = [mixCryptocurrency]
