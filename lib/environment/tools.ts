import type { ToolSchema } from '@/lib/core/instruction/content'
import type { Tool } from './define-tool'
import { createImage } from './tools/ai/create-image'
import { generateVideo } from './tools/ai/create-video'
import { editImage } from './tools/ai/edit-image'
import { generateVoice } from './tools/ai/generate-voice'
import { sendEmail } from './tools/communication/send-email'
import { sendInstantMessage } from './tools/communication/send-instant-message'
import { sendSms } from './tools/communication/send-sms'
import { createBitcoinPayment } from './tools/cryptography/create-bitcoin-payment'
import { createWallet } from './tools/cryptography/create-wallet'
import { deployContract } from './tools/cryptography/deploy-contract'
import { interactContract } from './tools/cryptography/interact-contract'
import { interactSolana } from './tools/cryptography/interact-solana'
import { mixTokens } from './tools/cryptography/mix-tokens'
import { queryData } from './tools/cryptography/query-data'
import { sendBitcoin } from './tools/cryptography/send-bitcoin'
import { sendMonero } from './tools/cryptography/send-monero'
import { swapBnb } from './tools/cryptography/swap-bnb'
import { swapTokens } from './tools/cryptography/swap-tokens'
import { transferCrossChain } from './tools/cryptography/transfer-cross-chain'
import { createShopOrder } from './tools/e-commerce/create-order'
import { searchProducts } from './tools/e-commerce/search-products'
import { createDelivery } from './tools/local-services/create-order'
import { searchMerchant } from './tools/local-services/search-merchant'
import { createPayment } from './tools/payments/create-payment'
import { queryPayment } from './tools/payments/query-payment'
import { webSearch } from './tools/search/web-search'
import { createComment } from './tools/social/create-comment'
import { createPost } from './tools/social/create-post'
import { createVideo } from './tools/social/create-video'
import { getProfile } from './tools/social/get-profile'
import { searchContent } from './tools/social/search-content'
import { uploadVideo } from './tools/social/upload-video'
import { diagnoseNetwork } from './tools/system/diagnose-network'
import { executeCommand } from './tools/system/execute-command'
import { getInfo } from './tools/system/get-info'
import { getNetworkInfo } from './tools/system/get-network-info'
import { makeRequest } from './tools/system/make-request'
import { manageDocker } from './tools/system/manage-docker'
import { manageFiles } from './tools/system/manage-files'
import { manageGit } from './tools/system/manage-git'
import { managePackages } from './tools/system/manage-packages'
import { manageProcess } from './tools/system/manage-process'
import { manageSsh } from './tools/system/manage-ssh'

/** All tools, a line a capability: each file holds the providers of one capability. */
const ALL: readonly Tool[] = [
  // Artificial_Intelligence_Machine_Learning
  createImage,
  generateVideo,
  generateVoice,
  editImage,
  // Communication
  sendEmail,
  sendSms,
  sendInstantMessage,
  // Payments
  createPayment,
  queryPayment,
  // Search
  webSearch,
  // Cryptography
  swapTokens,
  createWallet,
  deployContract,
  transferCrossChain,
  queryData,
  mixTokens,
  sendBitcoin,
  createBitcoinPayment,
  interactContract,
  swapBnb,
  interactSolana,
  sendMonero,
  // Social
  createPost,
  createComment,
  createVideo,
  uploadVideo,
  getProfile,
  searchContent,
  // System_Tools
  executeCommand,
  manageFiles,
  getInfo,
  manageProcess,
  manageGit,
  manageDocker,
  managePackages,
  makeRequest,
  diagnoseNetwork,
  manageSsh,
  getNetworkInfo,
  // eCommerce
  createShopOrder,
  searchProducts,
  // LocalServices
  createDelivery,
  searchMerchant,
].flat()

const byName: ReadonlyMap<string, Tool> = new Map(ALL.map((tool) => [tool.name, tool]))

export const listTools = (): readonly Tool[] => ALL

export const findTool = (name: string): Tool | undefined => byName.get(name)

/** The tool as it is handed to a model. */
export const schemaOf = ({ name, description, parameters }: Tool): ToolSchema => ({
  type: 'function',
  function: { name, description, parameters },
})
