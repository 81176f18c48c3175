import { find } from '../records'

export type NetworkName =
  | 'ethereum'
  | 'bsc'
  | 'polygon'
  | 'arbitrum'
  | 'optimism'
  | 'base'
  | 'avalanche'
  | 'sepolia'
  | 'bitcoin'
  | 'solana'
  | 'monero'

export type Family = 'evm' | 'bitcoin' | 'solana' | 'monero'

export interface Network {
  readonly name: NetworkName
  readonly family: Family
  /** Its own coin. */
  readonly coin: string
  readonly decimals: number
  /** Simulated: what one coin is worth in US dollars. */
  readonly price: number
  readonly blockMs: number
  /** Blocks when a world begins. */
  readonly height: number
  /** Smallest units for one unit of gas. */
  readonly gasPrice: bigint
  /** Tokens that are listed, by symbol. */
  readonly tokens: readonly string[]
}

const evm = (
  name: NetworkName,
  coin: string,
  price: number,
  blockMs: number,
  height: number,
  gasPrice: bigint,
  tokens: readonly string[],
): Network => ({ name, family: 'evm', coin, decimals: 18, price, blockMs, height, gasPrice, tokens })

const GWEI = 1_000_000_000n

export const NETWORKS: Record<NetworkName, Network> = {
  ethereum: evm('ethereum', 'ETH', 3_000, 12_000, 24_500_000, 8n * GWEI, ['WETH', 'USDC', 'USDT', 'DAI', 'WBTC']),
  bsc: evm('bsc', 'BNB', 600, 3_000, 85_000_000, GWEI, ['WBNB', 'USDT', 'USDC', 'BUSD', 'CAKE']),
  polygon: evm('polygon', 'POL', 0.4, 2_000, 83_000_000, 30n * GWEI, ['WPOL', 'USDC', 'USDT', 'WETH']),
  arbitrum: evm('arbitrum', 'ETH', 3_000, 250, 430_000_000, GWEI / 10n, ['WETH', 'USDC', 'USDT']),
  optimism: evm('optimism', 'ETH', 3_000, 2_000, 147_000_000, GWEI / 100n, ['WETH', 'USDC']),
  base: evm('base', 'ETH', 3_000, 2_000, 42_000_000, GWEI / 100n, ['WETH', 'USDC']),
  avalanche: evm('avalanche', 'AVAX', 25, 2_000, 78_000_000, 25n * GWEI, ['WAVAX', 'USDC']),
  sepolia: evm('sepolia', 'ETH', 3_000, 12_000, 10_300_000, GWEI, ['WETH', 'USDC']),
  bitcoin: {
    name: 'bitcoin',
    family: 'bitcoin',
    coin: 'BTC',
    decimals: 8,
    price: 70_000,
    blockMs: 600_000,
    height: 938_000,
    gasPrice: 8n,
    tokens: [],
  },
  solana: {
    name: 'solana',
    family: 'solana',
    coin: 'SOL',
    decimals: 9,
    price: 150,
    blockMs: 400,
    height: 402_000_000,
    gasPrice: 5_000n,
    tokens: ['USDC'],
  },
  monero: {
    name: 'monero',
    family: 'monero',
    coin: 'XMR',
    decimals: 12,
    price: 250,
    blockMs: 120_000,
    height: 3_610_000,
    gasPrice: 30_000_000n,
    tokens: [],
  },
}

/** Digits after the point, and simulated dollars. */
export const TOKENS: Record<string, { decimals: number; price: number }> = {
  WETH: { decimals: 18, price: 3_000 },
  USDC: { decimals: 6, price: 1 },
  USDT: { decimals: 6, price: 1 },
  DAI: { decimals: 18, price: 1 },
  WBTC: { decimals: 8, price: 70_000 },
  WBNB: { decimals: 18, price: 600 },
  BUSD: { decimals: 18, price: 1 },
  CAKE: { decimals: 18, price: 2.5 },
  WPOL: { decimals: 18, price: 0.4 },
  WAVAX: { decimals: 18, price: 25 },
}

const ALIASES: Record<string, NetworkName> = {
  eth: 'ethereum',
  erc20: 'ethereum',
  binance: 'bsc',
  bnb: 'bsc',
  binancesmart: 'bsc',
  bnbsmart: 'bsc',
  bep20: 'bsc',
  matic: 'polygon',
  arb: 'arbitrum',
  arbitrumone: 'arbitrum',
  op: 'optimism',
  avax: 'avalanche',
  avalanchec: 'avalanche',
  ethereumsepolia: 'sepolia',
  btc: 'bitcoin',
  sol: 'solana',
  xmr: 'monero',
}

/** A network by its name as people write it: "Ethereum Mainnet", "bnb-chain", "BSC". */
export function findNetwork(text: string): Network | null {
  const exact = find(NETWORKS, text)
  if (exact) return exact
  const name = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const short = name.replace(/(mainnet|network|testnet|pos)$/, '').replace(/(chain)$/, '')
  for (const one of [name, short]) {
    const known = find(NETWORKS, one) ?? find(NETWORKS, find(ALIASES, one) ?? '')
    if (known) return known
  }
  return null
}
