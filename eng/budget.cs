// Counts the tokens of every source file and fails when one has grown beyond its budget. Tokens, not lines: a budget cannot be met by wide
// lines, and comments cost nothing. Exceptions are listed with a reason, and go when the file fits.
using System.Runtime.CompilerServices;

// About 150 and 400 lines of code, of 11.3 tokens each.
const int Small = 1700, Large = 4500;
string[] smallFolders = ["Layers", "Losses", "Metrics", "Optimizers", "Initializers", "Regularizers", "Callbacks"];
Dictionary<string, string> exceptions = new()
{
    // path relative to src → why it may be longer
};

string source = Path.GetFullPath(Path.Combine(Here(), "..", "src"));
int problems = 0;
SortedDictionary<string, (int Files, int Tokens)> folders = new(StringComparer.Ordinal);
foreach (string file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    string path = Path.GetRelativePath(source, file).Replace('\\', '/');
    int tokens = new Lexer(File.ReadAllText(file)).Count();
    string folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
    (int count, int sum) = folders.GetValueOrDefault(folder);
    folders[folder] = (count + 1, sum + tokens);
    int budget = smallFolders.Any(small => folder.Split('/').Contains(small)) ? Small : Large;
    bool excepted = exceptions.Remove(path);
    if (tokens > budget && !excepted) { Complain($"{path}: {tokens} tokens, budget {budget}. Is there more than one idea inside?"); }
    if (tokens <= budget && excepted) { Complain($"{path} fits its budget: take it from the exceptions in eng/budget.cs."); }
}

foreach (string path in exceptions.Keys) { Complain($"{path} is no longer there: take it from the exceptions in eng/budget.cs."); }
foreach ((string folder, (int files, int tokens)) in folders) { Console.WriteLine($"{tokens,8} tokens in {files,3} files  {folder}"); }
Console.WriteLine($"{folders.Values.Sum(f => f.Tokens),8} tokens in {folders.Values.Sum(f => f.Files),3} files");
return problems == 0 ? 0 : 1;

void Complain(string problem)
{
    Console.WriteLine(problem);
    problems++;
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

/// <summary>
/// As much of C#'s grammar as counting needs: a word, a number, a string and a run of operator characters are one token each, as are
/// brackets, dots, commas and semicolons. Comments and # lines are none. The holes of an interpolated string count as the code they are.
/// </summary>
internal sealed class Lexer(string text)
{
    private const string Operators = "=!<>&|+-*/%^?:~";
    private int _at;

    public int Count() => Code(hole: false);

    private char Next => _at < text.Length ? text[_at] : '\0';

    /// <summary>Counts up to the end, or in a hole up to the bracket (or the format after a colon) that ends it.</summary>
    private int Code(bool hole)
    {
        int tokens = 0, depth = 0;
        while (_at < text.Length)
        {
            char c = text[_at];
            if (hole && depth == 0 && (c == '}' || (c == ':' && !At("::")))) { return tokens; }
            if (char.IsWhiteSpace(c)) { _at++; }
            else if (At("//") || (c == '#' && text.AsSpan(text.LastIndexOf('\n', _at) + 1, _at - text.LastIndexOf('\n', _at) - 1).IsWhiteSpace()))
            {
                SkipTo("\n");
            }
            else if (At("/*")) { SkipTo("*/"); }
            else if (StringLength() is > 0 and int prefix) { tokens += String(prefix); }
            else
            {
                tokens++;
                if (c == '\'') { Quoted('\''); }
                else if (IsWord(c)) { while (IsWord(Next)) { _at++; } }
                else if (Operators.Contains(c)) { while (Operators.Contains(Next) && !At("//") && !At("/*")) { _at++; } }
                else
                {
                    depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
                    _at++;
                }
            }
        }

        // A string that was read wrongly swallows brackets.
        return depth == 0 && !hole ? tokens : throw new InvalidDataException($"{depth} brackets are open at the end.");
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';

    private bool At(string word) => string.CompareOrdinal(text, _at, word, 0, word.Length) == 0;

    private void SkipTo(string end)
    {
        int found = text.IndexOf(end, _at + 1, StringComparison.Ordinal);
        _at = found < 0 ? text.Length : found + end.Length;
    }

    /// <summary>The length of the $ and @ in front of a string that begins here and its first quote; 0 if none does.</summary>
    private int StringLength()
    {
        int end = _at;
        while (end < text.Length && text[end] is '$' or '@') { end++; }
        return end < text.Length && text[end] == '"' ? end - _at + 1 : 0;
    }

    private int String(int prefix)
    {
        ReadOnlySpan<char> signs = text.AsSpan(_at, prefix - 1);
        int dollars = signs.Count('$'), quotes = 1, tokens = 1;
        bool verbatim = signs.Contains('@');
        _at += prefix;
        if (!verbatim)
        {
            while (Next == '"') { (_at, quotes) = (_at + 1, quotes + 1); }
            if (quotes == 2) { return tokens; } // the empty string
        }

        string end = new('"', quotes);
        while (_at < text.Length)
        {
            bool raw = quotes > 1;
            if (At(end) && !(verbatim && At("\"\"")))
            {
                _at += quotes;
                return tokens;
            }

            if (dollars > 0 && Next == '{')
            {
                int opened = 0;
                while (Next == '{') { (_at, opened) = (_at + 1, opened + 1); }
                if (raw ? opened < dollars : opened % 2 == 0) { continue; } // written brackets
                tokens += Code(hole: true);
                while (Next != '}') { _at++; } // the format
                _at += raw ? dollars : 1;
            }
            else { _at += (!raw && !verbatim && Next == '\\') || (verbatim && At("\"\"")) ? 2 : 1; }
        }

        return tokens;
    }

    private void Quoted(char quote)
    {
        for (_at++; Next != quote; _at++)
        {
            if (Next == '\\') { _at++; }
        }

        _at++;
    }
}
