// The shop's front end.
const { exec } = require('child_process')
const crypto = require('crypto')
const fs = require('fs')
const http = require('http')
const path = require('path')
const _ = require('lodash')
const args = require('minimist')(process.argv.slice(2))

function search(query, response) {
  const filter = new RegExp(query.get('q'))
  const names = fs.readFileSync('names.txt', 'utf8').split('\n')
  response.end('<h1>Results for ' + query.get('q') + '</h1>' + names.filter((name) => filter.test(name)))
}

function picture(query, response) {
  response.end(fs.readFileSync(path.join(__dirname, 'pictures', query.get('name'))))
}

function label(query, response) {
  exec('label --order ' + query.get('order'), (error, text) => response.end(error ? 'failed' : text))
}

function price(query, response) {
  response.end(String(eval(query.get('formula'))))
}

const pages = { '/search': search, '/picture': picture, '/label': label, '/price': price }

function etag(body) {
  return crypto.createHash('md5').update(body).digest('hex')
}

function serve(request, response) {
  const url = new URL(request.url, 'http://localhost')
  const page = pages[url.pathname]
  response.setHeader('ETag', etag(request.url))
  return page ? page(url.searchParams, response) : response.end(_.template('Nothing at <%= path %>')({ path: url.pathname }))
}

http.createServer(serve).listen(args.port ?? 3000)
