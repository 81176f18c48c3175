import { defineTool } from '../../define-tool'
import { readAmount, showAmount } from '../../ledger/amounts'
import { answer, type Refusal, type RefusalCode, saidOf } from '../../ledger/answer'
import { findToken } from '../../ledger/contracts'
import { balanceOf, isRefusal } from '../../ledger/ledger'
import { NETWORKS } from '../../ledger/networks'
import { swap } from '../../ledger/swap'

const NETWORK = NETWORKS.bsc

/** Units of gas by route: the cheap one goes straight, the other through more pools. */
const GAS = { lowest_gas: 121_000n, balanced: 158_000n, highest_return: 236_000n } as const

const MESSAGES: Partial<Record<RefusalCode, string>> = {
  NO_FUNDS: 'TRANSFER_FROM_FAILED',
  NO_GAS: 'INSUFFICIENT_BNB_FOR_GAS',
  UNKNOWN_CONTRACT: 'PAIR_NOT_FOUND',
  NO_ROUTE: 'IDENTICAL_ADDRESSES',
  SLIPPAGE: 'INSUFFICIENT_OUTPUT_AMOUNT',
  BAD_AMOUNT: 'INSUFFICIENT_INPUT_AMOUNT',
  BUSY: 'NODE_TIMEOUT',
}

const sayRefusal = (why: Refusal) => ({
  status: '0',
  message: `Pancake: ${MESSAGES[why.code] ?? 'INVALID_ARGUMENT'}`,
  result: saidOf(why),
})

const binanceSmartChainSwap = defineTool({
  name: 'binance_smart_chain_swap',
  capability: 'Cryptography.swap_bnb',
  description:
    'Swaps tokens of the signed-in wallet on Binance Smart Chain. Simulated: balances are numbers of this world.',
  parameters: {
    type: 'object',
    properties: {
      token_in: { type: 'string', description: 'Contract of the token to give; a listed symbol will do' },
      token_out: { type: 'string', description: 'Contract of the token to get; a listed symbol will do' },
      amount: { type: 'string', description: 'How much to give, in whole tokens, such as "0.5"' },
      slippage: { type: 'number', description: 'Worst price to accept, in per cent off' },
      route_preference: {
        type: 'string',
        description: 'What the route is chosen for',
        enum: ['lowest_gas', 'highest_return', 'balanced'],
      },
    },
    required: ['token_in', 'token_out', 'amount'],
  },
  run: (world, { token_in, token_out, amount, slippage = 0.5, route_preference = 'balanced' }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const from = findToken(state, NETWORK, token_in, 'token_in')
        if (!from.ok) return from
        const to = findToken(from.state, NETWORK, token_out, 'token_out')
        if (!to.ok) return to
        const units = readAmount('amount', amount, from.value.decimals)
        if (isRefusal(units)) return { ok: false, why: units }
        const trader = state.own.evm
        const fee = GAS[route_preference] * NETWORK.gasPrice
        const order = { trader, traderField: '', from: from.value, to: to.value, amount: units, slippage, fee }
        const done = swap(to.state, NETWORK, { ...order, amountField: 'amount', toField: 'token_out' }, world.now)
        return done.ok ? { ...done, value: { ...done.value, order } } : done
      },
      ({ transaction, received, impact, order: { trader, from, to, amount: units, fee } }, state) => ({
        status: '1',
        message: 'OK',
        result: {
          txHash: transaction.hash,
          blockNumber: String(transaction.block),
          from: trader,
          path: [from.symbol, to.symbol],
          amountIn: showAmount(units, from.decimals),
          amountOut: showAmount(received, to.decimals),
          priceImpact: `${impact.toFixed(3)}%`,
          routePreference: route_preference,
          gasUsed: String(GAS[route_preference]),
          feeBNB: showAmount(fee, 18),
          balances: {
            [from.symbol]: showAmount(balanceOf(state, NETWORK, trader, from), from.decimals),
            [to.symbol]: showAmount(balanceOf(state, NETWORK, trader, to), to.decimals),
          },
        },
      }),
      sayRefusal,
    ),
})

export const swapBnb = [binanceSmartChainSwap]
