using System.Runtime.InteropServices;
using Hebb.Cli;

using CancellationTokenSource stop = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await HebbTool.RunAsync(args, Terminal.OfProcess(), stop.Token);

// The first signal asks to stop and save; a second one ends the process as usual.
void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested) { return; }
    signal.Cancel = true;
    stop.Cancel();
}
