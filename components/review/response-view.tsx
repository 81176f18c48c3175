import { memo } from 'react'
import type { ResponseBody } from '@/lib/core/review/wire'
import { MessageList } from '../trajectory/message-list'
import type { BodyViewProps } from './body-view'
import { ItemHead } from './item-head'

/** What was asked, and what the model said and did. */
export const ResponseView = memo(function ResponseView({ item, body, context, raw }: BodyViewProps<ResponseBody>) {
  return (
    <article>
      <ItemHead item={item} title={null} context={context} />
      <div className="max-w-[800px] p-4 md:p-6">
        {raw ? (
          <pre className="overflow-x-auto font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere">
            {JSON.stringify(body.content, null, 2)}
          </pre>
        ) : (
          <MessageList messages={body.content.messages} />
        )}
      </div>
    </article>
  )
})
