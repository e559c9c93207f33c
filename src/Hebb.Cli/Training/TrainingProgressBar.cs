using System.Diagnostics;
using System.Globalization;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>Progress as a line that is redrawn: for somebody who watches.</summary>
/// <param name="live">The line.</param>
/// <param name="hasColors">Whether the bar is colored.</param>
/// <param name="isUnicode">Whether the terminal shows more than ASCII.</param>
internal sealed class TrainingProgressBar(LiveLine live, bool hasColors, bool isUnicode) : IProgress<TrainingProgress>
{
    private const int Longest = 40, Shortest = 8;
    private const string Green = "\u001b[32m", Usual = "\u001b[0m";

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private double _first = -1;
    private long _started, _drawn;
    private string _last = "";

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        double done = (value.Completed is not null ? value.Epoch : value.Epoch - 1 + (value.Batches is { } all ? (double)value.Batch / all : 0)) / value.Epochs;
        if (_first < 0) { (_first, _started) = (done, Stopwatch.GetTimestamp()); } // a training that is resumed begins in the middle
        if (value.Completed is { } epoch)
        {
            _last = string.Create(
                CultureInfo.InvariantCulture, $"  loss {epoch.Training.Loss:F4}{(epoch.Validation is null ? "" : $"  val_loss {epoch.Validation.Loss:F4}")}");
        }

        else if (value.Epoch == 1) { _last = ""; } // the next network of a search

        if (_drawn != 0 && Stopwatch.GetElapsedTime(_drawn) < s_interval) { return; }
        _drawn = Stopwatch.GetTimestamp();
        string text = string.Create(CultureInfo.InvariantCulture, $"{TrainingTries.Before(value)}epoch {value.Epoch}/{value.Epochs}{_last}");
        Draw(text, Math.Clamp(done, 0, 1), value.Try?.Left);
    }

    private void Draw(string text, double done, TimeSpan? known)
    {
        string left = known is { } time ? Left(time) : done > _first ? Left(Stopwatch.GetElapsedTime(_started) / (done - _first) * (1 - done)) : "";
        int length = Math.Min(Longest, live.Columns - text.Length - left.Length - 2);
        if (length < Shortest)
        {
            string cut = text[..Math.Min(text.Length, live.Columns)];
            live.Draw(cut, cut.Length);
            return;
        }

        int filled = (int)(done * length);
        (char full, char empty) = isUnicode ? ('━', '─') : ('=', '-');
        string bar = new string(full, filled) + (hasColors ? Usual : "") + new string(empty, length - filled);
        live.Draw($"{text}  {(hasColors ? Green : "")}{bar}{left}", text.Length + 2 + length + left.Length);
    }

    /// <summary>The time left at most; training usually ends earlier.</summary>
    private static string Left(TimeSpan left) => left.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"  at most {left.TotalSeconds:F0} s left")
        : string.Create(CultureInfo.InvariantCulture, $"  at most {(int)Math.Min(left.TotalHours, 9999)}:{left:mm} h left");
}
