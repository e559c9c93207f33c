using System.Diagnostics;

namespace Hebb.Tests.Keras;

/// <summary>
/// A test that asks real Keras, and is skipped where it is absent: it needs the larger collection of files, Python with PyTorch, and <c>KERAS_SRC</c>, the
/// folder of Keras' sources.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealKerasFactAttribute : FactAttribute
{
    private static readonly string s_program = SharedData.File("oracle/py.sh");

    public RealKerasFactAttribute() => Skip =
        !File.Exists(s_program) || !File.Exists("/usr/bin/python3") ? $"Real Keras runs by {s_program} and python3, which are absent here."
        : Environment.GetEnvironmentVariable("KERAS_SRC") is null ? "Real Keras needs KERAS_SRC, the folder of its sources."
        : null;

    /// <summary>Runs a Python program, and fails with what it complains about.</summary>
    public static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new("sh", [s_program, "-c", $"import oracle_env\n{program}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
