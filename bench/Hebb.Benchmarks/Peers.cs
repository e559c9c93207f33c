using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hebb.Benchmarks;

/// <summary>What users would otherwise take, timed on the same workloads in the same sitting: PyTorch and scikit-learn, where they are installed.</summary>
internal static class Peers
{
    private static readonly string[] s_interpreters = ["/usr/bin/python3", "python3", "python"];

    /// <summary>Runs a peer's script; nothing if the peer is not installed.</summary>
    public static IEnumerable<Measurement> Run(string script, IEnumerable<string> workloads, int threads)
    {
        string path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "peers", script);
        foreach (string interpreter in s_interpreters)
        {
            ProcessStartInfo start = new(interpreter, [path, $"{threads}", .. workloads]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string name in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" }) { start.Environment[name] = $"{threads}"; }
            start.Environment["OMP_WAIT_POLICY"] = "passive";
            Process? process;
            try { process = Process.Start(start); }
            catch (System.ComponentModel.Win32Exception) { continue; }

            if (process is null) { continue; }
            using (process)
            {
                Task<string> errors = process.StandardError.ReadToEndAsync();
                List<Measurement> found = [];
                while (process.StandardOutput.ReadLine() is { } line)
                {
                    JsonElement e = JsonDocument.Parse(line).RootElement;
                    found.Add(new(e.GetProperty("workload").GetString()!, e.GetProperty("what").GetString()!, e.GetProperty("who").GetString()!, threads,
                        e.GetProperty("median").GetDouble(), e.GetProperty("min").GetDouble(), e.GetProperty("max").GetDouble()));
                }

                process.WaitForExit();
                if (process.ExitCode == 0) { return found; }
                Console.Error.WriteLine($"{script} with {interpreter}: {errors.Result.Trim().Split('\n')[^1]}");
            }
        }

        return [];
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
