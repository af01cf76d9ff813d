"""A small house for tests of the rehearsal."""

HOUSE = """\
format: 1
name: Малый дом
clock: {from: 2026-11-24T08:00+03:00, to: 2026-11-24T09:45+03:00}
house: {name: Дом на Мойке, zone: Europe/Moscow, hours: "08:00-21:00", mail: desk@moika.example}

staff:
  - id: anna
    name: Анна Лаврова
    role: concierge
    clients: [olga]
    approves: {after: 3m}

clients:
  - id: olga
    gender: f
    name: Белозёрская Ольга Ильинична
    address: вы
    key: true
    language: ru
    zone: Europe/Moscow
    digest_at: "09:00"
    answers: [{to: question, after: 5m, say: "Да, верно."}, {to: any, after: never}]
    mail: olga@client.example
    home: {city: Санкт-Петербург, place: [59.93, 30.33]}
    circle: [{name: Илья Белозёрский, relation: spouse}]
    preferences: [{topic: food.allergy, value: орехи, polarity: never, scope: restaurant}]
    mandates: [{category: restaurant, limit: 60000 RUB}]

network:
  - id: severny
    kind: restaurant
    name: Северный двор
    mail: book@severny.example
    answers: [{to: any, after: 5m, tap: confirm}]

script:
  - {at: "08:30", from: olga, via: mail, text: "Анна, закажите, пожалуйста, стол на двоих сегодня в 20:00."}
expect:
  - {by: "09:30", sent: {to: olga, says: [стол]}}
"""
