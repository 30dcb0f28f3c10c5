import AsyncHTTPClient
import NIOCore

/// Waits a moment before a request is repeated, without holding a thread.
func pause(_ amount: TimeAmount) async {
  try? await HTTPClient.defaultEventLoopGroup.any().scheduleTask(in: amount) {}.futureResult.get()
}
