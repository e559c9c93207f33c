using Hebb.Learning;

namespace Hebb.Cli.Tests;

/// <summary>Standard output that cannot be written is called by its name, by every verb.</summary>
public sealed class ResultStreamTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    [Theory]
    [InlineData("predict", "MODEL", "DATA")]
    [InlineData("predict", "MODEL", "DATA", "--json")]
    [InlineData("score", "MODEL", "--threshold", "0.5", "--input", "DATA")]
    [InlineData("evaluate", "MODEL", "DATA")]
    [InlineData("explain", "MODEL", "--row", "Age=40,Country=France")]
    [InlineData("inspect", "MODEL")]
    [InlineData("data", "make", "transactions", "--rows", "20")]
    [InlineData("completion", "bash")]
    [InlineData("help", "score")]
    [InlineData("version")]
    public async Task Every_verb_says_which_stream_it_was(params string[] command)
    {
        string[] args = [.. command.Select(word => word switch
        {
            "MODEL" => customers.Model,
            "DATA" => Tool.Customers,
            _ => word,
        })];
        foreach ((Func<Stream> open, int code, string said) in new (Func<Stream>, int, string)[]
        {
            (() => new DescriptorStream(null), ExitCode.Failure, "hebb: standard output could not be written: it is closed."),
            (() => new Full(), ExitCode.Failure, "hebb: standard output could not be written: No space left on device."),
            (() => new Gone(), ExitCode.BrokenPipe, ""),
        })
        {
            using StringWriter error = new();
            using StreamWriter output = new(open()) { AutoFlush = true };
            int found = await HebbTool.RunAsync(args, new Terminal(output, error, outputStream: open), LearningKinds.Usual);
            Assert.True(found == code, $"{found}: {error}");
            Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
            if (said.Length == 0) { Assert.DoesNotContain("output", error.ToString(), StringComparison.Ordinal); }
        }
    }

    /// <summary>A full disk.</summary>
    private sealed class Full : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }

    /// <summary>A pipe without a reader.</summary>
    private sealed class Gone : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new BrokenPipeException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
