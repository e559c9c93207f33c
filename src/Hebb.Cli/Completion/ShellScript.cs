namespace Hebb.Cli.Completion;

/// <summary>
/// What teaches a shell to complete the command. The scripts know no verb and no option: they ask the tool (see <see cref="Candidates"/>), and where it has no
/// answer the shell completes names of files.
/// </summary>
internal static class ShellScript
{
    private static readonly Dictionary<string, string> s_scripts = new()
    {
        ["bash"] = """
            # bash completion of hebb. Put this into ~/.bashrc:  source <(hebb completion bash)
            _hebb() {
                local line
                COMPREPLY=()
                while IFS= read -r line; do
                    [ -n "$line" ] && COMPREPLY+=("$line")
                done < <("${COMP_WORDS[0]}" completion words $((COMP_CWORD - 1)) "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            }
            complete -o default -F _hebb hebb
            """,
        ["zsh"] = """
            #compdef hebb
            # zsh completion of hebb. Put this into ~/.zshrc, behind compinit:  source <(hebb completion zsh)
            _hebb() {
                local -a candidates
                candidates=("${(@f)$("${words[1]}" completion words $((CURRENT - 2)) "${(@)words[2,CURRENT]}" 2>/dev/null)}")
                candidates=(${candidates:#})
                if (( ${#candidates} )); then compadd -- "${candidates[@]}"; else _files; fi
            }
            compdef _hebb hebb
            """,
        ["fish"] = """
            # fish completion of hebb. Put this into ~/.config/fish/config.fish:  hebb completion fish | source
            function __hebb_candidates
                set -l before (commandline -opc)
                hebb completion words (math (count $before) - 1) $before[2..-1] (commandline -ct) 2>/dev/null
            end
            complete -c hebb -n 'test (count (__hebb_candidates)) -gt 0' -f -a '(__hebb_candidates)'
            """,
        ["pwsh"] = """
            # PowerShell completion of hebb. Put this into $PROFILE:  hebb completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName hebb -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
                    ForEach-Object { $_.ToString() })
                hebb completion words $before.Count @before $wordToComplete 2>$null | Where-Object { $_ } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyCollection<string> Shells => s_scripts.Keys;

    /// <summary>The script for a shell.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string Of(string shell) => s_scripts[shell].ReplaceLineEndings("\n") + "\n";
}
