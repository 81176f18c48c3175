import type { ToolSchema } from '@/lib/core/instruction/content'
import type { Tool } from './define-tool'
import { sendEmail } from './tools/communication/send-email'
import { createShopOrder } from './tools/e-commerce/create-order'
import { searchProducts } from './tools/e-commerce/search-products'
import { createPayment } from './tools/payments/create-payment'
import { queryPayment } from './tools/payments/query-payment'
import { createComment } from './tools/social/create-comment'
import { createPost } from './tools/social/create-post'
import { createVideo } from './tools/social/create-video'
import { getProfile } from './tools/social/get-profile'
import { searchContent } from './tools/social/search-content'
import { uploadVideo } from './tools/social/upload-video'

/** All tools, a line a capability: each file holds the providers of one capability. */
const ALL: readonly Tool[] = [
  // Communication
  sendEmail,
  // Payments
  createPayment,
  queryPayment,
  // Social
  createPost,
  createComment,
  createVideo,
  uploadVideo,
  getProfile,
  searchContent,
  // eCommerce
  createShopOrder,
  searchProducts,
].flat()

const byName: ReadonlyMap<string, Tool> = new Map(ALL.map((tool) => [tool.name, tool]))

export const listTools = (): readonly Tool[] => ALL

export const findTool = (name: string): Tool | undefined => byName.get(name)

/** The tool as it is handed to a model. */
export const schemaOf = ({ name, description, parameters }: Tool): ToolSchema => ({
  type: 'function',
  function: { name, description, parameters },
})
