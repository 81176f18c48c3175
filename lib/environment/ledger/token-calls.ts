import { find, put } from '../records'
import type { Contract, LedgersState, Token } from '../slices/ledgers'
import { newAddress, wrongAddress } from './addresses'
import { type Acted, acted, quote, type Refusal, refuse } from './answer'
import { balanceOf, coinOf, credit, debit, ledgerChance } from './ledger'
import type { Network } from './networks'

/** What a function of a contract gave back; `writes`: it belongs in a transaction. */
export interface Returned {
  value: string | boolean | null
  writes: boolean
  /** Whose balances changed, the caller aside; empty: nobody's. */
  from: string
  to: string
  amount: bigint
}

export interface ContractCall {
  network: Network
  contract: Contract
  caller: string
  args: readonly string[]
  /** Of the network's coin, in its smallest unit. */
  paid: bigint
}

type Run = (state: LedgersState, call: ContractCall) => Acted<Returned>

const read = (state: LedgersState, value: string | boolean | null): Acted<Returned> =>
  acted(state, { value, writes: false, from: '', to: '', amount: 0n })
const wrote = (
  state: LedgersState,
  value: string | boolean | null,
  to: string,
  amount: bigint,
  from = '',
): Acted<Returned> => acted(state, { value, writes: true, from, to, amount })

const reverted = (message: string) => refuse('REVERTED', 'function_args', `execution reverted: ${message}`)

/** Reads an address from the arguments, in the lower case that ledgers keep. */
function addressAt({ args }: ContractCall, index: number): string | Refusal {
  const text = args[index]!.trim()
  const wanted = wrongAddress('evm', text)
  if (!wanted) return text.toLowerCase()
  return {
    code: 'BAD_ADDRESS',
    field: `function_args[${index}]`,
    message: `${quote(text)} is not an address; give ${wanted}.`,
  }
}

function numberAt({ args }: ContractCall, index: number): bigint | Refusal {
  const text = args[index]!.trim()
  if (/^\d{1,77}$/.test(text)) return BigInt(text)
  return { code: 'BAD_AMOUNT', field: `function_args[${index}]`, message: `${quote(text)} is not a whole number.` }
}

const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null

const tokenOf = ({ contract }: ContractCall): Token => contract.token!

const allowanceKey = (contract: string, owner: string, spender: string) => `${contract}:${owner}:${spender}`

const transfer: Run = (state, call) => {
  const to = addressAt(call, 0)
  if (isRefusal(to)) return { ok: false, why: to }
  const amount = numberAt(call, 1)
  if (isRefusal(amount)) return { ok: false, why: amount }
  return moveToken(state, call, call.caller, to, amount)
}

function moveToken(state: LedgersState, call: ContractCall, from: string, to: string, amount: bigint): Acted<Returned> {
  const token = tokenOf(call)
  const have = balanceOf(state, call.network, from, token)
  if (have < amount) return reverted(`transfer amount exceeds balance: ${from} has ${have}, ${amount} are needed.`)
  const taken = debit(state, call.network, from, token, amount, 'function_args')
  return taken.ok ? wrote(credit(taken.state, call.network, to, token, amount), true, to, amount, from) : taken
}

const transferFrom: Run = (state, call) => {
  const [from, to, amount] = [addressAt(call, 0), addressAt(call, 1), numberAt(call, 2)]
  for (const one of [from, to, amount]) if (isRefusal(one)) return { ok: false, why: one }
  const key = allowanceKey(call.contract.address, String(from), call.caller)
  const allowed = BigInt(find(state.allowances, key) ?? '0')
  const needed = amount as bigint
  if (from !== call.caller && allowed < needed) {
    return reverted(`insufficient allowance: ${allowed} are allowed, ${needed} are needed.`)
  }
  const left = from === call.caller ? allowed : allowed - needed
  const spent = { ...state, allowances: put(state.allowances, key, String(left)) }
  return moveToken(spent, call, String(from), String(to), needed)
}

const approve: Run = (state, call) => {
  const spender = addressAt(call, 0)
  if (isRefusal(spender)) return { ok: false, why: spender }
  const amount = numberAt(call, 1)
  if (isRefusal(amount)) return { ok: false, why: amount }
  const key = allowanceKey(call.contract.address, call.caller, spender)
  return wrote({ ...state, allowances: put(state.allowances, key, String(amount)) }, true, spender, 0n)
}

const allowance: Run = (state, call) => {
  const [owner, spender] = [addressAt(call, 0), addressAt(call, 1)]
  if (isRefusal(owner)) return { ok: false, why: owner }
  if (isRefusal(spender)) return { ok: false, why: spender }
  return read(state, find(state.allowances, allowanceKey(call.contract.address, owner, spender)) ?? '0')
}

const tokenBalance: Run = (state, call) => {
  const holder = addressAt(call, 0)
  return isRefusal(holder)
    ? { ok: false, why: holder }
    : read(state, String(balanceOf(state, call.network, holder, tokenOf(call))))
}

const supply: Run = (state, call) =>
  read(
    state,
    String(
      BigInt(ledgerChance(state, `supply ${call.contract.address}`).int(1, 900) * 1_000_000) *
        10n ** BigInt(tokenOf(call).decimals),
    ),
  )

/** Coins into their wrapped form, and back. */
const isWrapped = ({ network, contract }: ContractCall) => contract.token?.symbol === `W${network.coin}`

const deposit: Run = (state, call) => {
  if (!isWrapped(call)) return reverted('the contract has no such function.')
  return wrote(credit(state, call.network, call.caller, tokenOf(call), call.paid), null, call.contract.address, 0n)
}

const withdraw: Run = (state, call) => {
  if (!isWrapped(call)) return reverted('the contract has no such function.')
  const amount = numberAt(call, 0)
  if (isRefusal(amount)) return { ok: false, why: amount }
  const have = balanceOf(state, call.network, call.caller, tokenOf(call))
  if (have < amount) return reverted(`withdrawal exceeds balance: ${call.caller} has ${have}, ${amount} are needed.`)
  const taken = debit(state, call.network, call.caller, tokenOf(call), amount, 'function_args')
  if (!taken.ok) return taken
  const { network, caller } = call
  return wrote(credit(taken.state, network, caller, coinOf(network), amount), null, call.contract.address, 0n)
}

const ownerKey = (contract: string, number: bigint) => `${contract}:${number}`

/** Collectibles of others belong to somebody from the start; half of them to the person. */
function ownerOf(state: LedgersState, { network, contract }: ContractCall, number: bigint): string {
  const known = find(state.owners, ownerKey(contract.address, number))
  if (known !== undefined) return known
  const chance = ledgerChance(state, `owner ${contract.address} ${number}`)
  return chance.happens(0.5) ? state.own[network.family] : newAddress(network.family, chance)
}

const collectibleOwner: Run = (state, call) => {
  const number = numberAt(call, 0)
  return isRefusal(number) ? { ok: false, why: number } : read(state, ownerOf(state, call, number))
}

const collectibleUri: Run = (state, call) => {
  const number = numberAt(call, 0)
  if (isRefusal(number)) return { ok: false, why: number }
  return read(state, `https://collectibles.example.org/${call.contract.address}/${number}.json`)
}

const collectibleTransfer: Run = (state, call) => {
  const [from, to, number] = [addressAt(call, 0), addressAt(call, 1), numberAt(call, 2)]
  for (const one of [from, to, number]) if (isRefusal(one)) return { ok: false, why: one }
  const owner = ownerOf(state, call, number as bigint)
  if (owner !== from || owner !== call.caller) {
    return reverted(`${call.caller} is not the owner of ${number}; that is ${owner}.`)
  }
  const owners = put(state.owners, ownerKey(call.contract.address, number as bigint), String(to))
  return wrote({ ...state, owners }, null, String(to), 0n)
}

/** Each function with the number of arguments that it takes. */
export const TOKEN_CALLS: Record<string, readonly [number, Run]> = {
  name: [0, (state, call) => read(state, `${tokenOf(call).symbol} (simulated)`)],
  symbol: [0, (state, call) => read(state, tokenOf(call).symbol)],
  decimals: [0, (state, call) => read(state, String(tokenOf(call).decimals))],
  totalSupply: [0, supply],
  balanceOf: [1, tokenBalance],
  allowance: [2, allowance],
  transfer: [2, transfer],
  transferFrom: [3, transferFrom],
  approve: [2, approve],
  deposit: [0, deposit],
  withdraw: [1, withdraw],
}

export const COLLECTIBLE_CALLS: Record<string, readonly [number, Run]> = {
  ownerOf: [1, collectibleOwner],
  tokenURI: [1, collectibleUri],
  safeTransferFrom: [3, collectibleTransfer],
  transferFrom: [3, collectibleTransfer],
}
