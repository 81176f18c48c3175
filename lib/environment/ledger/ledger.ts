import { hashText } from '@/lib/core/sampling/random'
import { Chance } from '../random'
import { find, put } from '../records'
import type { Contract, Holder, Ledger, LedgersState, Token, Transaction } from '../slices/ledgers'
import { newAddress, newHash, normal, wrongAddress } from './addresses'
import { showAmount } from './amounts'
import { type Acted, acted, quote, type Refusal, refuse } from './answer'
import { findNetwork, NETWORKS, type Network, type NetworkName, TOKENS } from './networks'

/** Luck that depends on nothing but the seed and a purpose: what was never met has it from the start. */
export const ledgerChance = (state: LedgersState, purpose: string) => new Chance(hashText(purpose, state.seed))

/** Share of contracts, transactions and blocks of outside that exist when somebody names one. */
export const SHARE_THAT_EXISTS = 0.8

export function requireNetwork(text: string, field: string, families?: readonly string[]): Network | Refusal {
  const network = findNetwork(text)
  if (network && (!families || families.includes(network.family))) return network
  const known = Object.values(NETWORKS).filter(({ family }) => !families || families.includes(family))
  const names = known.map(({ name }) => name).join(', ')
  const message = `${quote(text)} is not served here; the networks are ${names}.`
  return { code: network ? 'NO_ROUTE' : 'UNKNOWN_NETWORK', field, message }
}

export function requireAddress(network: Network, text: string, field: string): string | Refusal {
  const wanted = wrongAddress(network.family, text.trim())
  if (!wanted) return normal(network.family, text)
  return { code: 'BAD_ADDRESS', field, message: `${quote(text)} is not a ${network.name} address; give ${wanted}.` }
}

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value

function listContract(network: Network, symbol: string): Contract {
  const key = `${network.name} ${symbol}`
  const address = newAddress(network.family, new Chance(hashText(key)))
  const { decimals, price } = TOKENS[symbol]!
  const token = { key: address, symbol, decimals, price }
  const creator = newAddress(network.family, new Chance(hashText(`${key} creator`)))
  return { address, kind: 'TOKEN', token, creator, block: 1_000_000, bytes: 5_100, calls: 0 }
}

/** Tokens that are listed, with their contracts: the same in every world. */
const LISTED = new Map(
  Object.values(NETWORKS).map((network) => [
    network.name,
    network.tokens.map((symbol) => listContract(network, symbol)),
  ]),
)

export const listedTokens = (network: Network): readonly Contract[] => LISTED.get(network.name)!

/** Ledgers as every world begins with them. */
const UNTOUCHED = new Map<NetworkName, Ledger>(
  [...LISTED].map(([name, contracts]) => [
    name,
    {
      holders: {},
      contracts: Object.fromEntries(contracts.map((contract) => [contract.address, contract])),
      transactions: {},
      blocks: {},
    },
  ]),
)

export const ledgerOf = (state: LedgersState, network: Network): Ledger =>
  state.networks[network.name] ?? UNTOUCHED.get(network.name)!

export const withLedger = (state: LedgersState, network: Network, ledger: Ledger): LedgersState => ({
  ...state,
  networks: { ...state.networks, [network.name]: ledger },
})

/** Blocks so far: simulated time makes them. */
export const heightOf = (state: LedgersState, network: Network, now: number) =>
  network.height + Math.max(0, Math.floor((now - state.start) / network.blockMs))

export const COIN = 'coin'

export const coinOf = ({ coin, decimals, price }: Network): Token => ({ key: COIN, symbol: coin, decimals, price })

const NEW_HOLDER: Holder = { nonce: 0, balances: {}, transactions: [] }

export const holderOf = (state: LedgersState, network: Network, address: string): Holder =>
  find(ledgerOf(state, network).holders, address) ?? NEW_HOLDER

/**
 * What an address holds, in smallest units. An address that is met for the first time holds what the seed says, mostly
 * something; one that was made here holds nothing until it is given something.
 */
export function balanceOf(state: LedgersState, network: Network, address: string, token: Token): bigint {
  const known = find(holderOf(state, network, address).balances, token.key)
  if (known !== undefined) return BigInt(known)
  if (find(state.wallets, address) || find(ledgerOf(state, network).contracts, address)) return 0n
  const own = address === state.own[network.family]
  const chance = ledgerChance(state, `${network.name} ${address} ${token.key}`)
  if (!own && chance.happens(0.2)) return 0n
  const dollars = (own ? 6_000 : 500) + chance.next() * 30_000
  return BigInt(Math.floor((dollars / token.price) * 1e6)) * 10n ** BigInt(token.decimals - 6)
}

function withBalance(state: LedgersState, network: Network, address: string, token: Token, amount: bigint) {
  const ledger = ledgerOf(state, network)
  const holder = find(ledger.holders, address) ?? NEW_HOLDER
  const after = { ...holder, balances: put(holder.balances, token.key, String(amount)) }
  return withLedger(state, network, { ...ledger, holders: put(ledger.holders, address, after) })
}

export const credit = (state: LedgersState, network: Network, address: string, token: Token, amount: bigint) =>
  withBalance(state, network, address, token, balanceOf(state, network, address, token) + amount)

/** Takes from an address. `field`: the parameter that the amount came from. */
export function debit(
  state: LedgersState,
  network: Network,
  address: string,
  token: Token,
  amount: bigint,
  field: string,
): Acted<null> {
  const have = balanceOf(state, network, address, token)
  if (have < amount) {
    const { decimals, symbol } = token
    const message = `Insufficient funds: ${address} has ${showAmount(have, decimals)} ${symbol}; ${showAmount(amount, decimals)} ${symbol} are needed.`
    return refuse(field === '' ? 'NO_GAS' : 'NO_FUNDS', field, message)
  }
  return acted(withBalance(state, network, address, token, have - amount), null)
}

/** The keys of a wallet that was made here lie where they can sign, or not. */
export function checkSigner(state: LedgersState, address: string, field: string): Refusal | null {
  const wallet = find(state.wallets, address)
  if (!wallet || wallet.type === 'hot') return null
  const message =
    wallet.type === 'cold'
      ? `${address} belongs to the cold wallet ${wallet.id}: its keys are offline and cannot sign here.`
      : `${address} belongs to ${wallet.id}, which needs ${wallet.signatures} signatures; only 1 is here.`
  return { code: 'NOT_SIGNED', field, message }
}

type Draft = Omit<Transaction, 'hash' | 'block' | 'at' | 'amount' | 'fee'> & { amount: bigint; fee: bigint }

/** Puts a transaction on record: it can be queried by its hash, its block and each of its addresses. */
export function record(state: LedgersState, network: Network, draft: Draft, now: number): Acted<Transaction> {
  const hash = newHash(network.family, ledgerChance(state, `${network.name} made ${state.made}`))
  const made: Transaction = {
    ...draft,
    hash,
    block: heightOf(state, network, now),
    at: now,
    amount: String(draft.amount),
    fee: String(draft.fee),
  }
  const ledger = ledgerOf(state, network)
  let holders = ledger.holders
  for (const address of new Set([...draft.from, ...draft.to])) {
    const holder = find(holders, address) ?? NEW_HOLDER
    const sent = draft.from.includes(address) ? 1 : 0
    const after = { ...holder, nonce: holder.nonce + sent, transactions: [...holder.transactions, hash] }
    holders = put(holders, address, after)
  }
  const transactions = put(ledger.transactions, hash, made)
  return acted(withLedger({ ...state, made: state.made + 1 }, network, { ...ledger, holders, transactions }), made)
}
