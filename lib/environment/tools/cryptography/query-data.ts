import type { JsonValue } from '@/lib/core/json/values'
import { defineTool } from '../../define-tool'
import { newAddress, newHash, normal, wrongHash } from '../../ledger/addresses'
import { showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, quote, refuse, saidOf } from '../../ledger/answer'
import { findContract } from '../../ledger/contracts'
import {
  balanceOf,
  coinOf,
  heightOf,
  holderOf,
  isRefusal,
  ledgerChance,
  ledgerOf,
  listedTokens,
  requireAddress,
  requireNetwork,
  SHARE_THAT_EXISTS,
  withLedger,
} from '../../ledger/ledger'
import type { Network } from '../../ledger/networks'
import { find, put } from '../../records'
import type { LedgersState, Transaction } from '../../slices/ledgers'
import { isoTime } from '../../world'

const queryBlockchainData = defineTool({
  name: 'query_blockchain_data',
  capability: 'Cryptography.query_data',
  description: 'Looks up a transaction, a block, an address or a contract on a simulated network.',
  parameters: {
    type: 'object',
    properties: {
      network: { type: 'string', description: 'Network to look on, such as ethereum or bitcoin' },
      query_type: {
        type: 'string',
        description: 'What to look up',
        enum: ['transaction', 'block', 'address', 'contract'],
      },
      identifier: { type: 'string', description: 'Hash, address, or number of a block ("latest" for the last)' },
      include_details: { type: 'boolean', description: 'Add tokens, recent transactions and the like' },
    },
    required: ['network', 'query_type', 'identifier'],
  },
  run: (world, { network: name, query_type, identifier, include_details = false }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const network = requireNetwork(name, 'network')
        if (isRefusal(network)) return { ok: false, why: network }
        const query = { network, text: identifier.trim(), details: include_details, now: world.now }
        const found = QUERIES[query_type](state, query)
        return found.ok ? acted(found.state, { network: network.name, result: found.value }) : found
      },
      ({ network, result }) => ({ network, query_type, result }),
      (why) => ({ error: { status: STATUS[why.code] ?? 400, code: why.code.toLowerCase(), message: saidOf(why) } }),
    ),
})

const STATUS: Record<string, number> = { NOT_FOUND: 404, UNKNOWN_CONTRACT: 404, BUSY: 503 }

interface Query {
  network: Network
  text: string
  details: boolean
  now: number
}

type Look = (state: LedgersState, query: Query) => Acted<JsonValue>

const lookAtTransaction: Look = (state, { network, text, details, now }) => {
  const wanted = wrongHash(network.family, text)
  if (wanted) return refuse('BAD_FIELD', 'identifier', `${quote(text)} is not a transaction's hash; give ${wanted}.`)
  const hash = normal(network.family, text)
  const ledger = ledgerOf(state, network)
  const known = find(ledger.transactions, hash) ?? meetTransaction(state, network, hash)
  if (!known) return refuse('NOT_FOUND', 'identifier', `There is no transaction ${quote(text)} on ${network.name}.`)
  const after = withLedger(state, network, { ...ledger, transactions: put(ledger.transactions, hash, known) })
  return acted(after, viewTransaction(network, known, heightOf(state, network, now), details))
}

/** A transaction of others that somebody names by its hash. */
function meetTransaction(state: LedgersState, network: Network, hash: string): Transaction | null {
  const chance = ledgerChance(state, `${network.name} transaction ${hash}`)
  if (!chance.happens(SHARE_THAT_EXISTS)) return null
  const ago = chance.int(10, 200_000)
  const units = BigInt(chance.int(1_000, 9_000_000)) * 10n ** BigInt(network.decimals - 6)
  return {
    hash,
    kind: 'TRANSFER',
    block: network.height - ago,
    at: state.start - ago * network.blockMs,
    from: [newAddress(network.family, chance)],
    to: [newAddress(network.family, chance)],
    symbol: network.coin,
    amount: String(units),
    decimals: network.decimals,
    fee: String(network.gasPrice * 21_000n),
    note: '',
  }
}

/** Monero's ledger shows neither parties nor amounts. */
function viewTransaction(network: Network, made: Transaction, height: number, details: boolean): JsonValue {
  const confirmations = Math.max(0, height - made.block) + 1
  const common = { hash: made.hash, block: made.block, confirmations, status: 'confirmed', timestamp: isoTime(made.at) }
  const fee = `${showAmount(made.fee, network.decimals)} ${network.coin}`
  if (network.family === 'monero') return { ...common, fee, from: 'hidden', to: 'hidden', amount: 'hidden' }
  const amount = `${showAmount(made.amount, made.decimals)} ${made.symbol}`
  const what = { from: one(made.from), to: one(made.to), amount, type: made.kind.toLowerCase() }
  return details ? { ...common, ...what, fee, note: made.note } : { ...common, ...what }
}

const one = (list: readonly string[]): JsonValue => (list.length === 1 ? list[0]! : [...list])

const lookAtBlock: Look = (state, { network, text, details, now }) => {
  const height = heightOf(state, network, now)
  const byHash = !/^\d+$/.test(text) && text !== 'latest'
  const wanted = byHash ? wrongHash(network.family, text) : null
  if (wanted)
    return refuse('BAD_FIELD', 'identifier', `${quote(text)} is no block; give its number, "latest" or ${wanted}.`)
  const number = byHash
    ? numberOf(state, network, normal(network.family, text))
    : text === 'latest'
      ? height
      : Number(text)
  if (number === null || number > height) {
    const message = `There is no block ${quote(text)} on ${network.name}; the last is ${height}.`
    return refuse('NOT_FOUND', 'identifier', message)
  }
  const ledger = ledgerOf(state, network)
  const hash = byHash ? normal(network.family, text) : hashOf(state, network, number)
  const here = Object.values(ledger.transactions).filter(({ block }) => block === number)
  const others = ledgerChance(state, `${network.name} block ${number} size`).int(20, 300)
  const value = {
    number,
    hash,
    parent_hash: number === 0 ? null : hashOf(state, network, number - 1),
    timestamp: isoTime(blockTime(state, network, number)),
    transaction_count: others + here.length,
    ...(details && { transactions_here: here.map((made) => made.hash) }),
  }
  return acted(withLedger(state, network, { ...ledger, blocks: put(ledger.blocks, hash, number) }), value)
}

/** The first blocks of old networks came at other speeds: none is said to be older than 2009. */
const blockTime = ({ start }: LedgersState, { height, blockMs }: Network, number: number) =>
  Math.max(Date.UTC(2009, 0, 3), start + (number - height) * blockMs)

const hashOf = (state: LedgersState, network: Network, number: number) =>
  newHash(network.family, ledgerChance(state, `${network.name} block ${number}`))

function numberOf(state: LedgersState, network: Network, hash: string): number | null {
  const known = find(ledgerOf(state, network).blocks, hash)
  if (known !== undefined) return known
  const chance = ledgerChance(state, `${network.name} block ${hash}`)
  return chance.happens(SHARE_THAT_EXISTS) ? chance.int(1, network.height) : null
}

/** As many of the last transactions as an answer shows. */
const RECENT = 10

const lookAtAddress: Look = (state, { network, text, details, now }) => {
  if (network.family === 'monero') {
    return refuse('BAD_FIELD', 'query_type', 'Balances of Monero addresses cannot be looked up; give a transaction.')
  }
  const address = requireAddress(network, text, 'identifier')
  if (isRefusal(address)) return { ok: false, why: address }
  const holder = holderOf(state, network, address)
  const wallet = find(state.wallets, address)
  const requests = state.requests.filter((request) => request.address === address)
  const value = {
    address,
    balance: showAmount(balanceOf(state, network, address, coinOf(network)), network.decimals),
    symbol: network.coin,
    transactions_sent: holder.nonce,
    is_contract: find(ledgerOf(state, network).contracts, address) !== undefined,
    own: address === state.own[network.family] || wallet !== undefined,
    wallet_id: wallet?.id ?? null,
    as_of_block: heightOf(state, network, now),
  }
  if (!details) return acted(state, value)
  const last = holder.transactions.slice(-RECENT).reverse()
  const height = heightOf(state, network, now)
  return acted(state, {
    ...value,
    tokens: tokensOf(state, network, address),
    transactions: last.map((hash) =>
      viewTransaction(network, ledgerOf(state, network).transactions[hash]!, height, false),
    ),
    payment_requests: requests.map(({ id, amount, paid }) => ({
      id,
      amount_btc: amount === null ? null : showAmount(amount, 8),
      paid_btc: showAmount(paid, 8),
      status: stateOf(amount, paid),
    })),
  })
}

const stateOf = (amount: string | null, paid: string) =>
  BigInt(paid) === 0n ? 'open' : amount !== null && BigInt(paid) < BigInt(amount) ? 'partly paid' : 'paid'

function tokensOf(state: LedgersState, network: Network, address: string): JsonValue[] {
  const ledger = ledgerOf(state, network)
  const held = Object.keys(holderOf(state, network, address).balances)
  const listed = listedTokens(network).map(({ token }) => token!)
  const met = held.flatMap((key) => find(ledger.contracts, key)?.token ?? [])
  const all = [...new Map([...listed, ...met].map((token) => [token.key, token])).values()]
  return all.flatMap((token) => {
    const amount = balanceOf(state, network, address, token)
    return amount === 0n
      ? []
      : [{ contract: token.key, symbol: token.symbol, balance: showAmount(amount, token.decimals) }]
  })
}

const lookAtContract: Look = (state, { network, text, details }) => {
  if (network.family !== 'evm' && network.family !== 'solana') {
    return refuse('BAD_FIELD', 'query_type', `${network.name} has no contracts.`)
  }
  const listed = listedTokens(network).find(({ token }) => token!.symbol === text.toUpperCase())
  const found = findContract(state, network, listed?.address ?? text, 'identifier', 'TOKEN')
  if (!found.ok) return found
  const { address, kind, token, creator, block, bytes, calls } = found.value
  return acted(found.state, {
    address,
    type: kind.toLowerCase(),
    creator,
    created_in_block: block,
    token: token && { symbol: token.symbol, decimals: token.decimals },
    ...(details && { code_size: bytes, calls }),
  })
}

const QUERIES = {
  transaction: lookAtTransaction,
  block: lookAtBlock,
  address: lookAtAddress,
  contract: lookAtContract,
}

export const queryData = [queryBlockchainData]
