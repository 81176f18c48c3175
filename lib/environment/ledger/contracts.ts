import { find, put } from '../records'
import type { Contract, LedgersState, Token } from '../slices/ledgers'
import { newAddress } from './addresses'
import { type Acted, acted, quote, refuse } from './answer'
import {
  coinOf,
  isRefusal,
  ledgerChance,
  ledgerOf,
  listedTokens,
  requireAddress,
  SHARE_THAT_EXISTS,
  withLedger,
} from './ledger'
import type { Network } from './networks'

/** Addresses that stand for the network's own coin. */
const COIN_ADDRESS = /^0x(0{40}|e{40})$/

/**
 * A contract by its address. Whether one from outside exists follows from the seed; what kind it is, from what somebody
 * first wants of it. From then on it is kept.
 */
export function findContract(
  state: LedgersState,
  network: Network,
  text: string,
  field: string,
  kind: Contract['kind'],
): Acted<Contract> {
  const address = requireAddress(network, text, field)
  if (isRefusal(address)) return { ok: false, why: address }
  const ledger = ledgerOf(state, network)
  const known = find(ledger.contracts, address)
  if (known) return acted(state, known)
  const chance = ledgerChance(state, `${network.name} contract ${address}`)
  const person = find(ledger.holders, address) || find(state.wallets, address) || address === state.own[network.family]
  if (person || !chance.happens(SHARE_THAT_EXISTS)) {
    return refuse('UNKNOWN_CONTRACT', field, `There is no contract at ${quote(address)} on ${network.name}.`)
  }
  const symbol = `T${chance.text('ABCDEFGHKLMNPRSTUVWXYZ', 3)}`
  const token: Token = { key: address, symbol, decimals: 18, price: chance.int(5, 5_000) / 100 }
  const met: Contract = {
    address,
    kind,
    token: kind === 'TOKEN' ? token : null,
    creator: newAddress(network.family, chance),
    block: chance.int(1_000, network.height),
    bytes: chance.int(900, 24_000),
    calls: chance.int(1, 90_000),
  }
  return acted(withContract(state, network, met), met)
}

export function withContract(state: LedgersState, network: Network, contract: Contract): LedgersState {
  const ledger = ledgerOf(state, network)
  return withLedger(state, network, { ...ledger, contracts: put(ledger.contracts, contract.address, contract) })
}

/** A token by the address of its contract or by the symbol of a listed one; the network's own coin likewise. */
export function findToken(state: LedgersState, network: Network, text: string, field: string): Acted<Token> {
  const name = text.trim()
  if (COIN_ADDRESS.test(name.toLowerCase()) || name.toUpperCase() === network.coin) return acted(state, coinOf(network))
  const known = listedTokens(network).find(({ token }) => token!.symbol === name.toUpperCase())
  if (known) return acted(state, known.token!)
  if (/^[A-Za-z][A-Za-z0-9.$-]{1,11}$/.test(name)) {
    const symbols = [network.coin, ...network.tokens].join(', ')
    return refuse(
      'UNKNOWN_CONTRACT',
      field,
      `No token ${quote(name)} is listed on ${network.name}; listed are ${symbols}.`,
    )
  }
  const found = findContract(state, network, name, field, 'TOKEN')
  if (!found.ok) return found
  const { token } = found.value
  if (token) return acted(found.state, token)
  return refuse('UNKNOWN_CONTRACT', field, `The contract at ${found.value.address} is not a token.`)
}
