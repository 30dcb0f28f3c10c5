import NIOCore

/// Runs tasks on the thread of one event loop, so that a request is read, decided and answered without changing threads.
final class LoopExecutor: TaskExecutor {
  /// The loop whose thread it is.
  let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
