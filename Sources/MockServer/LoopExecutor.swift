import NIOCore

/// Runs tasks and actors on the thread of one event loop, so that a request is read, decided and answered without
/// changing threads.
final class LoopExecutor: TaskExecutor, SerialExecutor {
  /// The loop whose thread it is.
  let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute {
      job.runSynchronously(isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
    }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  func checkIsolated() { loop.preconditionInEventLoop() }
}
