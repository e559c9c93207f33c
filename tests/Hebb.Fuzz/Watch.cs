using System.Diagnostics;

namespace Hebb.Fuzz;

/// <summary>Lets another process run inputs, begins again behind those that end it or never end, and keeps every input that is at fault.</summary>
internal sealed class Watch(string targetName, FuzzTarget target, string folder)
{
    /// <summary>How long an input may take before the process is ended.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private const long MostMemory = 3L << 30;

    /// <summary>The faults found.</summary>
    public int Faults { get; private set; }

    /// <summary>Runs inputs until all are done or the time is over.</summary>
    /// <returns>The number behind the last one done.</returns>
    public long Run(long from, long to, DateTime end)
    {
        string progress = Path.GetTempFileName();
        File.WriteAllBytes(progress, BitConverter.GetBytes(from));
        try
        {
            while (from < to && DateTime.UtcNow < end) { from = RunOnce(from, to, end, progress); }
            return from;
        }
        finally
        {
            File.Delete(progress);
        }
    }

    private long RunOnce(long from, long to, DateTime end, string progress)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{MostMemory:X}"; // memory that is taken without measure is a fault too, and not the machine's
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") { start.ArgumentList.Add(typeof(Watch).Assembly.Location); }
        foreach (string argument in (string[])["--worker", targetName, $"{from}", $"{to}", progress]) { start.ArgumentList.Add(argument); }
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split('\t', 2) is [var number, var wrong] && long.TryParse(number, out long found)) { Keep(found, wrong); }
        };
        process.BeginOutputReadLine();
        long last = from;
        long since = Stopwatch.GetTimestamp();
        while (!process.WaitForExit(200))
        {
            long now = At(progress);
            if (now != last) { (last, since) = (now, Stopwatch.GetTimestamp()); }
            bool hangs = Stopwatch.GetElapsedTime(since) > s_patience;
            if (!hangs && DateTime.UtcNow < end) { continue; }
            process.Kill();
            process.WaitForExit();
            if (!hangs) { return At(progress); }
            Keep(last, $"does not end within {s_patience.TotalSeconds} s");
            return last + 1;
        }

        process.WaitForExit(); // until its output is read
        if (process.ExitCode == 0) { return to; }
        last = At(progress);
        Keep(last, $"ends the process with {process.ExitCode}");
        return last + 1;
    }

    private void Keep(long number, string wrong)
    {
        lock (this)
        {
            Faults++;
            Directory.CreateDirectory(folder);
            string file = Path.Combine(folder, $"{targetName}-{number}");
            File.WriteAllBytes(file + ".bin", target.Input(number));
            File.WriteAllText(file + ".txt", wrong.Replace(" | ", "\n", StringComparison.Ordinal));
            Console.WriteLine($"FAULT {targetName} {number}: {(wrong.Length > 400 ? wrong[..400] : wrong)}");
        }
    }

    private static long At(string progress)
    {
        using FileStream stream = new(progress, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] number = new byte[sizeof(long)];
        stream.ReadExactly(number);
        return BitConverter.ToInt64(number);
    }
}
