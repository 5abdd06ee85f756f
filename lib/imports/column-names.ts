import type { Field } from './fields'

/**
 * Names of columns as shops' systems write them (1C, Битрикс, InSales, RetailCRM, МойСклад, Ozon, Shopify, WooCommerce,
 * UCI), in the form of `plainName` and divided by `|`. Earlier names of a field are surer than later ones.
 */
export const columnNamesOfFields: Record<Field, string> = {
  orderNumber:
    'номер заказа|№ заказа|заказ №|номер отправления|id заказа|код заказа|заказ|номер документа|' +
    'номер накладной|номер чека|invoiceno|invoice no|invoice number|invoice|order number|order no|' +
    'order id|ordernumber|orderid|order|number|номер',
  placedAt:
    'дата заказа|дата и время заказа|дата оформления|дата создания|дата создания заказа|создан|' +
    'создано|принят в обработку|дата покупки|дата продажи|дата документа|оформлен|время заказа|' +
    'invoicedate|invoice date|order date|orderdate|placed at|placedat|created at|created|' +
    'date created|purchase date|дата|date',
  sku:
    'артикул|артикул товара|артикул продавца|sku|код товара|stockcode|stock code|lineitem sku|' +
    'product sku|item sku|product code|item code|vendor code|offer id|id товара|product id|' +
    'код номенклатуры|номенклатура код|штрихкод|штрих код|barcode|ean|код',
  name:
    'название товара|наименование товара|товар|наименование|название|номенклатура|описание товара|' +
    'lineitem name|product name|item name|productname|product|product title|description|title|' +
    'name|описание',
  quantity:
    'количество|кол во|колво|кол|количество товара|количество шт|кол во шт|штук|шт|quantity|qty|' +
    'lineitem quantity|item quantity|units|count',
  unitPrice:
    'цена за единицу|цена за шт|цена за штуку|цена товара|цена со скидкой|цена продажи|ваша цена|' +
    'цена|unitprice|unit price|lineitem price|item price|product price|price|стоимость товара|' +
    'стоимость единицы',
  currency: 'валюта|код валюты|валюта заказа|currency|currency code',
  customerRef:
    'id покупателя|код покупателя|id клиента|код клиента|номер клиента|код контрагента|customerid|customer ref|' +
    'customer id|customer no|customer number|client id|buyer id|user id',
  customerName:
    'фио|фио покупателя|фио клиента|имя покупателя|имя клиента|покупатель|клиент|получатель|' +
    'фио получателя|контрагент|заказчик|customer name|customername|customer|client name|buyer|' +
    'buyer name|recipient|shipping name|billing name|full name|имя',
  phone:
    'телефон|телефон покупателя|телефон клиента|телефон получателя|номер телефона|' +
    'мобильный телефон|мобильный|контактный телефон|тел|phone|phone number|customer phone|' +
    'shipping phone|billing phone|mobile|tel',
  email:
    'email|e mail|электронная почта|почта|эл почта|email покупателя|email клиента|' +
    'e mail покупателя|customer email|billing email|mail',
  city: 'город|город доставки|населенный пункт|город получателя|city|shipping city|town|delivery city',
  address:
    'адрес|адрес доставки|адрес получателя|улица|address|shipping address|delivery address|' +
    'shipping address1|street|address line|address line 1|shipping street',
  region: 'регион|область|регион доставки|край|region|state|province|shipping province|субъект рф',
  postalCode: 'индекс|почтовый индекс|postal code|postcode|zip|zip code|shipping zip|postalcode',
  payment:
    'способ оплаты|оплата|тип оплаты|форма оплаты|вид оплаты|payment|payment method|payment type|' +
    'payment method title',
  channel: 'канал|канал продаж|источник|источник заказа|площадка|магазин|channel|sales channel|source',
  trackingNumber:
    'трек номер|трек|номер отслеживания|трек код|штриховой идентификатор|шпи|tracking number|' +
    'tracking|tracking no|track number|trackingnumber|track',
  readyForCollectionAt:
    'дата прибытия в пвз|прибыл в пвз|прибыл в пункт выдачи|дата прибытия в пункт выдачи|дата поступления в пвз|' +
    'поступил в пвз|поступил в пункт выдачи|готов к выдаче|дата готовности к выдаче|ожидает в пвз с|' +
    'ready for collection at|ready for collection|ready for pickup|ready for pickup at|arrived at pickup point',
  handedOverAt:
    'дата вручения|дата доставки|дата получения|вручен|доставлен|дата выдачи|' +
    'фактическая дата доставки|handed over at|delivered at|delivery date|date delivered|' +
    'fulfilled at',
  buyerType:
    'тип покупателя|тип клиента|тип контрагента|вид покупателя|вид клиента|вид контрагента|юр физ лицо|физ юр лицо|' +
    'юрлицо или физлицо|buyer type|customer type|client type|buyertype',
  category:
    'категория|категория товара|раздел|группа|товарная группа|предмет|category|product category|' +
    'product type|department',
  supplier: 'поставщик|производитель|бренд|supplier|vendor|manufacturer|brand',
  weightGrams:
    'вес|вес г|вес гр|вес кг|вес товара|масса|масса г|масса кг|weight|weight g|weight kg|' + 'weight grams',
}
