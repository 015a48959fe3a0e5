import 'tidings-client/worker'
