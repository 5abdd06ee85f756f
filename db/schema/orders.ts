import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { payments, type Payment } from '@/lib/orders/schemas'
import { buyers, type Buyer } from '@/lib/policies/verdict'
import { holds, id, merchantId, minor, moment, oneOf } from './columns'
import { merchants } from './people'

/** Personal: who bought. */
export const customers = pgTable(
  'customers',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    /** What makes two orders one person's: `id:…` the shop's own number, `tel:…`, `mail:…`, or `order:…`. */
    ref: text('ref').notNull(),
    name: text('name'),
    /** E.164. */
    phone: text('phone'),
    email: text('email'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.id] }), unique('customers_ref_key').on(t.merchantId, t.ref)],
)

/** Personal: where, and whom to meet there. Orders and pickup tasks point at a row. */
export const addresses = pgTable(
  'addresses',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    contactName: text('contact_name'),
    /** E.164. */
    contactPhone: text('contact_phone'),
    city: text('city').notNull(),
    line: text('line').notNull(),
    region: text('region'),
    postalCode: text('postal_code'),
    entrance: text('entrance'),
    floor: text('floor'),
    apartment: text('apartment'),
    comment: text('comment'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    index('addresses_city_idx').on(t.merchantId, t.city),
    index('addresses_region_idx').on(t.merchantId, t.region),
  ],
)

export const products = pgTable(
  'products',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    category: text('category'),
    supplier: text('supplier'),
    weightGrams: integer('weight_grams'),
    madeToOrder: boolean('made_to_order').notNull().default(false),
    technicallyComplex: boolean('technically_complex').notNull().default(false),
    stockedAtFulfilment: boolean('stocked_at_fulfilment').notNull().default(false),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('products_sku_key').on(t.merchantId, t.sku),
    index('products_category_idx').on(t.merchantId, t.category),
    index('products_supplier_idx').on(t.merchantId, t.supplier),
  ],
)

export const orders = pgTable(
  'orders',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    number: text('number').notNull(),
    channel: text('channel').notNull().default('site'),
    placedAt: moment('placed_at').notNull(),
    /** When it lay ready at the pick-up point; null when it went to a door, or is not known. */
    readyForCollectionAt: moment('ready_for_collection_at'),
    /** When the customer got it; null while it is not known. */
    handedOverAt: moment('handed_over_at'),
    returnTermsGivenAt: moment('return_terms_given_at'),
    payment: text('payment').$type<Payment>(),
    /** A consumer has the consumer's rights; a business has what the contract gives. */
    buyer: text('buyer').$type<Buyer>().notNull().default('consumer'),
    currency: text('currency').notNull(),
    customerId: uuid('customer_id'),
    addressId: uuid('address_id'),
    trackingNumber: text('tracking_number'),
    /** Of everything that came in; the same content again changes nothing. */
    contentHash: text('content_hash').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('orders_number_key').on(t.merchantId, t.number),
    foreignKey({
      name: 'orders_customer_fk',
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    foreignKey({
      name: 'orders_address_fk',
      columns: [t.merchantId, t.addressId],
      foreignColumns: [addresses.merchantId, addresses.id],
    }),
    index('orders_channel_idx').on(t.merchantId, t.channel),
    index('orders_placed_idx').on(t.merchantId, t.placedAt, t.id),
    index('orders_under_way_idx')
      .on(t.merchantId, t.placedAt, t.id)
      .where(sql`handed_over_at is null`),
    index('orders_customer_idx').on(t.merchantId, t.customerId, t.placedAt),
    index('orders_tracking_idx').on(t.merchantId, t.trackingNumber),
    oneOf('orders_payment_check', t.payment, payments),
    oneOf('orders_buyer_check', t.buyer, buyers),
    holds('orders_handover_check', sql`${t.handedOverAt} >= ${t.placedAt}`),
  ],
)

export const orderLines = pgTable(
  'order_lines',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    orderId: uuid('order_id').notNull(),
    position: integer('position').notNull(),
    productId: uuid('product_id').notNull(),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    quantity: integer('quantity').notNull(),
    unitPrice: minor('unit_price').notNull(),
    /** Asked back in live cases; kept by a trigger on case_items, so that no writer can promise more than was sold. */
    claimedQuantity: integer('claimed_quantity').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('order_lines_position_key').on(t.merchantId, t.orderId, t.position),
    foreignKey({
      name: 'order_lines_order_fk',
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    foreignKey({
      name: 'order_lines_product_fk',
      columns: [t.merchantId, t.productId],
      foreignColumns: [products.merchantId, products.id],
    }),
    index('order_lines_product_idx').on(t.merchantId, t.productId),
    holds('order_lines_quantity_check', sql`${t.quantity} > 0`),
    holds('order_lines_price_check', sql`${t.unitPrice} >= 0`),
    holds('order_lines_claimed_check', sql`${t.claimedQuantity} between 0 and ${t.quantity}`),
  ],
)

/** Personal: free words about a person or a case. */
export const notes = pgTable(
  'notes',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    body: text('body').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    holds('notes_body_check', sql`length(${t.body}) between 1 and 4000`),
  ],
)
