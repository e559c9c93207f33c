using System.IO.Compression;
using System.Security.Cryptography;
using Hebb.Learning;

namespace Hebb.Cli.Tests;

/// <summary>Runs the tool in this process, in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    /// <summary>The folder, deleted at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("hebb-cli-").FullName;

    /// <summary>The customers that come with the repository.</summary>
    public static string Customers { get; } = Repository.PathOf("samples", "data", "customers.csv");

    /// <summary>The program, for tests that start a process of it.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Hebb.Tool.dll");

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>A file in the folder.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Runs a command line.</summary>
    public static Answer Run(params string[] args) => Run(CancellationToken.None, args);

    /// <summary>Runs a command line that may be cancelled.</summary>
    public static Answer Run(CancellationToken cancellation, params string[] args) => RunWith([], args, cancellation);

    /// <summary>Runs a command line with bytes piped into it.</summary>
    public static Answer Run(byte[] input, params string[] args) => RunWith(input, args, CancellationToken.None);

    /// <summary>All that a model's file holds but the time at which it was written.</summary>
    public static IReadOnlyDictionary<string, string> BitsOf(string folder)
    {
        using ZipArchive file = ZipFile.OpenRead(Path.Combine(folder, "model.keras"));
        return file.Entries.Where(entry => entry.Name != "metadata.json").ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream content = entry.Open();
            return Convert.ToHexString(SHA256.HashData(content));
        });
    }

    /// <summary>Runs a command line with a second stream and an input of the test's own.</summary>
    public static Answer Run(StringWriter error, string[] args, Func<Stream>? input = null, CancellationToken cancellation = default)
    {
        using StringWriter output = new();
        int code = HebbTool.RunAsync(args, new Terminal(output, error, input: input), LearningKinds.Usual, cancellation).GetAwaiter().GetResult();
        return new(code, output.ToString(), error.ToString());
    }

    private static Answer RunWith(byte[] input, string[] args, CancellationToken cancellation)
    {
        using StringWriter error = new();
        return Run(error, args, () => new MemoryStream(input), cancellation);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What a command came to.</summary>
internal sealed record Answer(int Code, string Output, string Error)
{
    /// <summary>The first stream, after checking that all went well.</summary>
    public string Succeeded
    {
        get
        {
            Assert.True(Code == ExitCode.Success, $"exit code {Code}: {Error}");
            return Output;
        }
    }
}
