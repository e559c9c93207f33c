using System.Reflection;
using Hebb.Layers;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Hebb.Tests.FreshSeeds", "Hebb.Tests")]

namespace Hebb.Tests;

/// <summary>Lets each test begin as a process of its own would: the first model without a seed has the seed 0, whatever runs beside the test.</summary>
public sealed class FreshSeeds(IMessageSink sink) : XunitTestFramework(sink)
{
    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName name, ISourceInformationProvider source, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(name, source, diagnostics)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions options)
        {
            using Runner runner = new(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, options);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override IMessageBus CreateMessageBus() => new Bus(base.CreateMessageBus());
    }

    /// <summary>A test announces itself on the thread on which it is then run.</summary>
    private sealed class Bus(IMessageBus messages) : IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is ITestStarting) { Unseeded.Begin(); }
            return messages.QueueMessage(message);
        }

        public void Dispose() => messages.Dispose();
    }
}
